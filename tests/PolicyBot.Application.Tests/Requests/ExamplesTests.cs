using System.Text.Json;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests;

/// <summary>Examples of answers: what the form shows, and what the Lab's page fills in by <c>Fill with an example</c>.</summary>
public sealed class ExamplesTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> _examples =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(
            SampleCatalog.Text("src/PolicyBot.Lab/wwwroot/examples.json"))!;

    public static TheoryData<string> Policies => [.. SampleCatalog.Load().Policies.Select(policy => policy.Id)];

    [Theory]
    [InlineData("SEC-MFA", "The service account svc-build on the build server")]
    [InlineData("SEC-PATCH", "The database server db-7")]
    [InlineData("FIN-SPEND", "One order, 12,400 EUR")]
    [InlineData("FIN-TRAVEL", "One trip of one person, 3 to 5 March, 480 EUR more")]
    [InlineData("HR-REMOTE", "Me, 15 days, 7 to 25 April")]
    [InlineData("HR-REST", "Two people of the night shift, 1 to 31 March")]
    [InlineData("CMP-VENDOR", "Names and orders of 800 customers in the ticket tool")]
    public async Task An_example_fits_the_policy_that_was_chosen(string policyId, string scope)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = SampleCatalog.Load();

        var form = (await office.FormAsync(Sal, policyId)).View;

        Assert.Equal(scope, form.Field(FieldIds.Scope).Placeholder);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task What_the_Lab_fills_in_fits_the_policy_and_leaves_nothing_to_ask(string policyId)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = SampleCatalog.Load() with
        {
            Rules = [new RoutingRule("default", null, "standard", [new StageRule("security-leads", Manager: false, 1, null)])],
        };
        var message = await office.FormAsync(Sal, policyId);
        var form = (FormView)message.View;
        var fields = form.Fields.Concat(form.More).ToDictionary(field => field.Id);
        var example = _examples[policyId];

        Assert.Equal(office.Catalog.Current.Policy(policyId)!.Name, example["name"]);
        Assert.All(example.Where(text => text.Key != "name"), text => Assert.Contains(text.Key, fields.Keys));
        Assert.All(
            fields.Values.Where(field => field is { Required: true, Kind: not FieldKind.Date }),
            field => Assert.Contains(field.Id, example.Keys));
        var typed = example.Where(text => text.Key != "name").Select(text => (text.Key, text.Value))
            .Append((FieldIds.ExpiresOn, RequestField.FormatDay(DateOnly.FromDateTime(office.Time.GetUtcNow().DateTime).AddDays(30))))
            .Append((FieldIds.Evidence, "https://intra.contoso.example/evidence/4711"));
        var preview = await office.PressAsync(Sal, message, Verbs.Preview, [.. typed]);

        Assert.True(preview is PreviewView { Questions.Count: 0 }, preview.Words());
    }

    [Fact]
    public void No_two_policies_share_an_example() =>
        Assert.Equal(_examples.Count, _examples.Values.Select(example => example[FieldIds.Justification]).Distinct().Count());
}
