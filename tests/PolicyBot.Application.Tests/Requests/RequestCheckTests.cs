using PolicyBot.Application.Requests;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests;

public sealed class RequestCheckTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static Dictionary<string, string> Good => new()
    {
        ["policyId"] = "sec-mfa",
        ["title"] = " MFA off on svc-build ",
        ["justification"] = "The build account signs in by script; no support before March.",
        ["scope"] = "svc-build",
        ["compensatingControls"] = "Sign-in only from 10.0.4.12.",
        ["expiresOn"] = "2027-02-15",
        ["field.accountType"] = "service",
    };

    [Fact]
    public void Good_answers_become_a_request_as_typed_and_trimmed()
    {
        var reading = Read([]);

        Assert.Empty(reading.Faults);
        var content = reading.Content!;
        Assert.Equal(("SEC-MFA", "MFA off on svc-build", new DateOnly(2027, 2, 15)), (content.PolicyId, content.Title, content.ExpiresOn));
        Assert.Equal("service", content.Fields["accountType"]);
        Assert.Equal((Sal.Person, "", false), (content.OwnerEmail, content.Department, content.Confidential));
        Assert.Equal("SEC-MFA", reading.Policy!.Id);
    }

    [Fact]
    public void Everything_under_more_is_read_too()
    {
        var content = Read(new()
        {
            ["impactIfDenied"] = "Releases stop.",
            ["ownerEmail"] = " Pat@Contoso.example",
            ["department"] = "Engineering",
            ["assets"] = "svc-build\n\n build-01 \r\n",
            ["reasonKind"] = "technical",
            ["evidence"] = "https://vendor.example/4711",
            ["confidential"] = "true",
            ["field.accounts"] = "12.5",
            ["field.since"] = "2026-01-31",
            ["field.vault"] = "false",
            ["field.system"] = "Build farm",
        }).Content!;

        Assert.Equal(("Releases stop.", Pat.Person, "Engineering", "technical", true),
            (content.ImpactIfDenied, content.OwnerEmail, content.Department, content.ReasonKind, content.Confidential));
        Assert.Equal(["svc-build", "build-01"], content.Assets);
        Assert.Equal(["https://vendor.example/4711"], content.Evidence);
        Assert.Equal(["accountType", "accounts", "since", "system", "vault"], content.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("title", "", "needed")]
    [InlineData("title", "ab", "At least 3")]
    [InlineData("scope", " ", "needed")]
    [InlineData("justification", "Because it is so.", "At least 40")]
    [InlineData("expiresOn", "", "needed")]
    [InlineData("expiresOn", "15.02.2027", "Choose a day")]
    [InlineData("expiresOn", "2027-02-30", "Choose a day")]
    [InlineData("expiresOn", "2026-11-19", "passed")]
    [InlineData("expiresOn", "2027-02-19", "90 days at most: until 18 Feb 2027")]
    [InlineData("ownerEmail", "pat", "e-mail address")]
    [InlineData("department", "engineering", "one of the answers")]
    [InlineData("reasonKind", "because", "one of the answers")]
    [InlineData("field.accountType", "", "needed")]
    [InlineData("field.accountType", "robot", "one of the answers")]
    [InlineData("field.accounts", "a dozen", "number")]
    [InlineData("field.accounts", "1,5", "number")]
    [InlineData("field.since", "31/01/2026", "Choose a day")]
    [InlineData("field.vault", "yes", "one of the answers")]
    public void A_fault_is_said_at_its_field(string field, string value, string says)
    {
        var reading = Read(new() { [field] = value });

        Assert.Null(reading.Content);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(field, fault.Key);
        Assert.Contains(says, FieldWords.Phrase(fault.Value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title", 150)]
    [InlineData("justification", 3000)]
    [InlineData("scope", 1000)]
    [InlineData("compensatingControls", 1000)]
    [InlineData("impactIfDenied", 1000)]
    [InlineData("assets", 1000)]
    [InlineData("evidence", 1000)]
    [InlineData("field.system", 300)]
    public void A_text_has_its_limit_and_nothing_is_cut(string field, int limit)
    {
        var words = string.Concat(Enumerable.Repeat("Word, ", limit));
        var fits = Read(new() { [field] = words[..(limit - 1)] + "x" });
        var tooLong = Read(new() { [field] = words[..limit] + "x" });

        Assert.Empty(fits.Faults);
        var fault = Assert.Single(tooLong.Faults, fault => fault.Key == field).Value;
        Assert.Equal(new FieldFault.TooLong(limit, limit + 1), fault);
        Assert.Equal($"At most {limit} characters; this has {limit + 1}.", FieldWords.Phrase(fault));
    }

    [Fact]
    public void Today_and_the_last_day_that_the_policy_allows_may_be_chosen()
    {
        Assert.Empty(Read(new() { ["expiresOn"] = "2026-11-20" }).Faults);
        Assert.Empty(Read(new() { ["expiresOn"] = "2027-02-18" }).Faults);
    }

    [Fact]
    public void A_policy_without_a_limit_allows_any_day()
    {
        var reading = Read(new() { ["policyId"] = "FIN-SPEND", ["expiresOn"] = "2099-12-31" });

        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Content!.Fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SEC-NONE")]
    public void Without_a_policy_nothing_else_is_looked_at(string policy)
    {
        var reading = Read(new() { ["policyId"] = policy, ["title"] = "" });

        Assert.Equal(["policyId"], reading.Faults.Keys);
        Assert.Equal((null, null), (reading.Content, reading.Policy));
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var reading = Read(new() { ["title"] = "", ["scope"] = "", ["expiresOn"] = "soon", ["field.accountType"] = "" });

        Assert.Equal(["expiresOn", "field.accountType", "scope", "title"], reading.Faults.Keys.Order());
    }

    [Fact]
    public void Days_are_counted_from_the_day_of_submission()
    {
        Assert.Equal(0, CatalogTime.Days(Today, Today));
        Assert.Equal(90, CatalogTime.Days(Today, new(2027, 2, 18)));
    }

    private static RequestReading Read(Dictionary<string, string> changes)
    {
        var inputs = Good;
        foreach (var (field, value) in changes)
        {
            inputs[field] = value;
        }

        return RequestCheck.Read(TestCatalog.Contoso, inputs, Sal.Person, Today);
    }
}
