import json
import tomllib
from pathlib import Path

import pytest

from healthlint.engine.config import load_config
from healthlint.engine.config_file import from_environment
from healthlint.engine.setting_keys import KEYS, schema
from healthlint.model import Confidence, ConfigError, Severity


@pytest.fixture
def project(tmp_path):
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def load(start, flags=None, environment=None):
    return load_config(start, flags or {}, environment or {})


def test_without_a_file_everything_is_default(project):
    config = load(project)
    assert config.profiles == ("default",)
    assert config.fail_on is Severity.ERROR
    assert config.min_confidence is Confidence.LIKELY
    assert set(config.origins.values()) == {"default"}
    assert not config.is_set("locale")


def test_a_file_sets_and_its_line_is_the_origin(project):
    write(project / "healthlint.toml", '# ours\nprofile = "uk-nhs"\nlocale = "en-GB"\n')
    config = load(project / "articles")
    assert config.profiles == ("uk-nhs",)
    assert config.origins["locale"] == "healthlint.toml:3"
    assert config.is_set("locale")


def test_the_nearest_file_wins_and_the_search_stops_at_the_repository(project):
    write(project.parent / "healthlint.toml", 'locale = "en-US"\n')
    assert load(project).locale == "auto"
    write(project / "pyproject.toml", '[project]\nname = "x"\n[tool.healthlint]\nlocale = "en-GB"\n')
    write(project / "deep" / ".healthlint.toml", 'locale = "en-US"\n')
    (project / "deep" / "er").mkdir()
    assert load(project).locale == "en-GB"
    assert load(project / "deep" / "er").locale == "en-US"
    (project.parent / "healthlint.toml").unlink()


def test_a_pyproject_without_our_table_is_passed_over(project):
    write(project / "pyproject.toml", '[project]\nname = "x"\n')
    assert load(project).file is None


def test_a_run_from_the_top_obeys_files_deeper_down(project):
    write(project / "healthlint.toml", 'locale = "en-GB"\n')
    write(project / "us" / "healthlint.toml", 'locale = "en-US"\n')
    config = load(project)
    assert config.for_path("us/deep/a.md").locale == "en-US"
    assert config.for_path("uk/a.md").locale == "en-GB"


def test_extends_is_read_first_and_lists_that_add_are_joined(project):
    write(project / "house" / "base.toml", 'locale = "en-US"\nwords = ["Kneipp"]\n[rule."a/b"]\nseverity = "info"\nmax = 3\n')
    write(project / "healthlint.toml", 'extends = ["house/base.toml"]\nwords = ["Foo"]\n[rule."a/b"]\nmax = 4\n')
    config = load(project)
    assert config.locale == "en-US"
    assert config.words == ("Kneipp", "Foo")
    assert config.rule_overrides == {"a/b": {"severity": "info", "max": 4}}
    assert config.origins["locale"].startswith("house/base.toml")


def test_a_file_that_extends_itself_is_an_error(project):
    write(project / "healthlint.toml", 'extends = ["healthlint.toml"]\n')
    with pytest.raises(ConfigError, match="extends itself"):
        load(project)


def test_precedence_is_flag_environment_front_matter_override_file(project):
    write(
        project / "healthlint.toml",
        'audience = "public"\nlocale = "en-US"\n[[override]]\nfiles = ["pro/**"]\naudience = "clinician"\ncontent-type = "commercial"\n',
    )
    config = load(project)
    assert config.for_path("pro/a.md").audience == "clinician"
    assert config.for_path("other/a.md") is config
    said = {"healthlint.audience": "public", "title": "x"}
    assert config.for_path("pro/a.md", said).audience == "public"
    assert config.for_path("pro/a.md", said).content_type == "commercial"
    pinned = load(project, {"audience": "clinician"}, {"HEALTHLINT_AUDIENCE": "public", "HEALTHLINT_LOCALE": "en-GB"})
    assert pinned.for_path("x.md", {"healthlint.audience": "public"}).audience == "clinician"
    assert pinned.for_path("x.md", {"healthlint": {"locale": "en-US"}}).locale == "en-GB"
    assert pinned.origins["audience"] == "flag"
    assert pinned.origins["locale"] == "environment"


def test_the_origin_of_an_override_names_its_patterns(project):
    write(project / "healthlint.toml", '[[override]]\nfiles = ["pro/**"]\naudience = "clinician"\n')
    assert load(project).for_path("pro/a.md").origins["audience"] == "healthlint.toml: override for pro/**"


def test_all_faults_of_a_file_are_told_at_once_with_line_and_remedy(project):
    write(
        project / "healthlint.toml",
        'profil = "x"\nlocale = "en-UK"\njobs = "many"\n[limits]\nmax-byte = 3\n[[override]]\nlocale = "en-GB"\n',
    )
    with pytest.raises(ConfigError) as caught:
        load(project)
    lines = str(caught.value).split("\n")
    assert lines[0] == "healthlint.toml:1: unknown key 'profil', did you mean 'profile'?"
    assert lines[1].startswith("healthlint.toml:2: 'locale' cannot be 'en-UK', did you mean 'en-")
    assert lines[2] == "healthlint.toml:3: 'jobs' must be a whole number, not 'many'"
    assert "healthlint.toml:5: unknown limit 'max-byte', did you mean 'max-bytes'?" in lines
    assert any("needs 'files'" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("locale = ", "not valid TOML"),
        ("words = 3", "list of texts"),
        ("rule = 3", "must be a table"),
        ('[rule."a/b"]\nseverity = "bad"', "cannot be 'bad'"),
        ('[attestations."pif-tick/2"]\nwho = "me"', "unknown key 'who'"),
        ("[limits]\nseconds = -1", "above 0"),
        ("jobs = true", "whole number"),
        ("[[override]]\nfiles = ['*']\njobs = 3", "unknown key 'jobs'"),
        ("extends = ['gone.toml']", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused(project, text, message):
    write(project / "healthlint.toml", text)
    with pytest.raises(ConfigError, match=message):
        load(project)


def test_an_unknown_key_in_front_matter_names_the_article(project):
    with pytest.raises(ConfigError, match=r"a\.md: front matter: unknown key 'healthlint.local', did you mean 'locale'"):
        load(project).for_path("a.md", {"healthlint.local": "en-GB"})
    assert load(project).for_path("a.md", {"healthlint.ignore.claims/x": "why"}).ignore == ()


def test_environment_variables_are_checked_too():
    assert from_environment({"HEALTHLINT_PROFILE": "uk-nhs, eu", "HEALTHLINT_JOBS": "2"}).values == {"profile": ("uk-nhs", "eu"), "jobs": 2}
    assert from_environment({"HEALTHLINT_CACHE_DIR": "/x", "HEALTHLINT_VERSION": "1", "HEALTHLINT_REQUIRE": "all"}).values == {}
    with pytest.raises(ConfigError, match="HEALTHLINT_PROFIL'"):
        from_environment({"HEALTHLINT_PROFIL": "x"})
    with pytest.raises(ConfigError, match="HEALTHLINT_JOBS"):
        from_environment({"HEALTHLINT_JOBS": "x"})


def test_rule_folders_and_baseline_are_relative_to_the_file(project):
    write(project / "conf" / "healthlint.toml", 'rules = ["builtin", "../house"]\nbaseline = "known.jsonl"\nexclude = ["/old/"]\n')
    config = load(project / "conf")
    assert config.rules == ("builtin", (project / "conf" / "../house").as_posix())
    assert config.baseline == (project / "conf" / "known.jsonl").as_posix()
    assert config.exclude[-1] == ("conf", "/old/")


def test_the_shipped_schema_is_the_one_in_the_code():
    shipped = Path(__file__).parents[2] / "rules" / "config-schema.json"
    assert json.loads(shipped.read_text("utf-8")) == schema()


def test_the_schema_knows_every_key():
    assert set(schema()["properties"]) == {*KEYS, "extends", "override"}
    assert tomllib.loads('locale = "en-GB"')["locale"] in schema()["properties"]["locale"]["enum"]
