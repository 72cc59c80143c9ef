using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

public sealed class CatalogExplanationTests
{
    private static readonly CatalogQuestion Question =
        new("SEC-MFA", RiskLabel.High, 30, null, null, null, 0, new Dictionary<string, string>());

    [Fact]
    public void Checking_a_sound_catalog_counts_what_is_in_it()
    {
        var answer = CatalogExplanation.Check("catalog.yaml", ACatalog.Yaml);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(["catalog.yaml: sound. Policies: 2; groups: 2; rules: 2; examples that hold: 1; warnings: 0."], answer.Lines);
    }

    [Fact]
    public void Checking_a_faulty_catalog_names_every_fault_and_fails()
    {
        var answer = CatalogExplanation.Check("catalog.yaml", ACatalog.Text(("fallback: office", "fallback: bureau")));

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(
            ["catalog.yaml:27: [unknown-group] There is no group bureau.", "catalog.yaml: does not load. Faults: 1."], answer.Lines);
    }

    [Fact]
    public void Warnings_are_printed_and_do_not_fail()
    {
        var answer =
            CatalogExplanation.Check(
                "catalog.yaml", ACatalog.Text(("[ciso@contoso.example, deputy@contoso.example]", "[ciso@contoso.example]")));

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("[out-of-reach]", answer.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Explaining_prints_the_routing()
    {
        var answer = CatalogExplanation.Explain("catalog.yaml", ACatalog.Yaml, Question with { Policy = "sec-mfa" });

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(
            [
                "SEC-MFA, Multi-factor authentication: risk high, days 30, renewals so far 0.",
                "Rule high matches: area security, risk high or critical.",
                "Stage 1, Leads: 1 of ana@contoso.example, bo@contoso.example must approve.",
                "Stage 2, Office: ciso@contoso.example, deputy@contoso.example must all approve.",
                "Tier: executive.",
            ],
            answer.Lines);
    }

    [Fact]
    public void Explaining_says_what_would_be_refused_or_raised()
    {
        var answer =
            CatalogExplanation.Explain("catalog.yaml", ACatalog.Yaml, Question with { Risk = RiskLabel.Low, Days = 91, Renewal = 3 });

        Assert.Equal(
            [
                "SEC-MFA, Multi-factor authentication: risk medium, days 91, renewals so far 3.",
                "The risk is raised to medium, below which SEC-MFA never is.",
                "Such a request would be refused. Longest exception of SEC-MFA, in days: 90.",
                "Such a request would be refused. Renewals that SEC-MFA allows: 2.",
            ],
            answer.Lines.Take(4));
    }

    [Fact]
    public void Explaining_a_request_that_nobody_may_decide_fails()
    {
        var yaml = ACatalog.Text(("[ciso@contoso.example, deputy@contoso.example]", "[ciso@contoso.example]"));

        var answer = CatalogExplanation.Explain("catalog.yaml", yaml, Question with { Requester = PersonId.Parse("ciso@contoso.example") });

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(
            "Nobody is left to decide in stage 2, Office: the request would be refused, and administrators told.", answer.Lines[^1]);
    }

    [Fact]
    public void An_unknown_policy_is_answered_with_those_there_are()
    {
        var answer = CatalogExplanation.Explain("catalog.yaml", ACatalog.Yaml, Question with { Policy = "SEC-NFA" });

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(["There is no policy SEC-NFA. There are: SEC-MFA, FIN-SPEND."], answer.Lines);
    }

    [Fact]
    public void An_unknown_field_is_named()
    {
        var answer =
            CatalogExplanation.Explain(
                "catalog.yaml", ACatalog.Yaml, Question with { Fields = new Dictionary<string, string> { ["kind"] = "vendor" } });

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(["SEC-MFA has no field kind."], answer.Lines);
    }

    [Fact]
    public void Explaining_a_faulty_catalog_is_checking_it()
    {
        var yaml = ACatalog.Text(("fallback: office", "fallback: bureau"));

        var answer = CatalogExplanation.Explain("catalog.yaml", yaml, Question);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("[unknown-group]", answer.Lines[0], StringComparison.Ordinal);
    }
}
