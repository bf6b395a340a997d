import json
import tomllib

from healthlint.engine.setting_keys import KEYS


def test_show_prints_each_setting_with_its_origin(project, healthlint):
    (project / "healthlint.toml").write_text('locale = "en-GB"\n[[override]]\nfiles = ["shop/**"]\ncontent-type = "commercial"\n', "utf-8")
    (project / "shop").mkdir()
    (project / "shop" / "a.md").write_text("---\nhealthlint:\n  audience: clinician\n---\n# Zinc\n\nText.\n", "utf-8")
    status, out, _ = healthlint("config", "show", "shop/a.md")
    assert status == 0
    assert 'locale = "en-GB"  # healthlint.toml:1' in out
    assert 'content-type = "commercial"  # healthlint.toml: override for shop/**' in out
    assert 'audience = "clinician"  # front matter' in out
    assert 'document-type = "auto"  # default' in out


def test_what_show_prints_is_toml(project, healthlint):
    (project / "healthlint.toml").write_text('words = ["a \\"b\\""]\nfail-under = 80\n[rule."a/b"]\nseverity = "info"\nmax = 3\n', "utf-8")
    shown = tomllib.loads(healthlint("config", "show")[1])
    assert shown["words"] == ['a "b"']
    assert shown["rule"] == {"a/b": {"severity": "info", "max": 3}}
    assert shown["fail-under"] == 80


def test_schema_is_json(healthlint):
    assert json.loads(healthlint("config", "schema")[1])["title"] == "healthlint.toml"


def test_init_writes_a_configuration_that_can_be_read_with_every_setting_in_it(project, healthlint):
    (project / "healthlint.toml").unlink()
    assert healthlint("init", "--profile", "uk-nhs")[0] == 0
    text = (project / "healthlint.toml").read_text("utf-8")
    assert tomllib.loads(text) == {"profile": ["uk-nhs"]}
    uncommented = "\n".join(line.removeprefix("# ") for line in text.split("\n") if " = " in line or line.startswith("# ["))
    assert {key.name for key in KEYS.values() if key.kind != "table"} <= tomllib.loads(uncommented).keys()
    assert healthlint("config", "show")[1].count('profile = ["uk-nhs"]  # healthlint.toml:') == 1
    assert "id: healthlint" in (project / ".pre-commit-config.yaml").read_text("utf-8")


def test_init_changes_nothing_that_is_there(project, healthlint):
    assert healthlint("init")[0] == 2
    (project / "healthlint.toml").unlink()
    (project / ".pre-commit-config.yaml").write_text("repos: []\n", "utf-8")
    status, out, _ = healthlint("init")
    assert (status, "id: healthlint" in out) == (0, True)
    assert (project / ".pre-commit-config.yaml").read_text("utf-8") == "repos: []\n"


def test_cache_is_shown_and_cleaned(healthlint, tmp_path):
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "cache" / "results.sqlite3").write_bytes(b"x" * 2_000_000)
    assert "2.0 MB" in healthlint("cache", "show")[1]
    assert "2.0 MB removed" in healthlint("cache", "clean")[1]
    assert "empty" in healthlint("cache", "show")[1]
