"""One writer for each format; they read the finished report and decide nothing."""
