using PolicyBot.Lab.LabProcess;
using PolicyBot.Testing;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>For clients on which Action.Execute fails; and with the catalog that comes with the product.</summary>
public sealed class SubmitTests : IAsyncLifetime, IDisposable
{
    private readonly AzuriteFixture _azurite = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(90));
    private PolicyBotLab _lab = null!;

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        var options = new PolicyBotLabOptions
        {
            StorageConnectionString = _azurite.ConnectionString,
            TablePrefix = _azurite.TablePrefix,
            HostPort = 0,
            WithModel = false,
            Environment = new Dictionary<string, string> { ["Teams__CardActions"] = "submit" },
        };
        _lab = await PolicyBotLab.StartAsync(options, _deadline.Token);
    }

    [Fact]
    public async Task A_request_is_asked_for_changed_and_approved_with_buttons_that_only_submit()
    {
        var (sal, fay, otto) = (Person("sal"), Person("fay"), Person("otto"));
        var record = new StoredRecord(_lab, _deadline.Token);
        var wish = Wish.For("FIN-SPEND", "Prepayment for the fair", DateOnly.FromDateTime(_lab.Clock.Now.Date).AddDays(30))
            .With("field.unmet", "prepayment");

        var form = await (await sal.SayAsync("request", shown => shown.Buttons.Contains("Next")))
            .PressAsync("Next", ("policyId", wish.Policy));
        var preview = await form.PressAsync("Preview", [.. wish.Inputs.Select(input => (input.Key, input.Value))]);
        var sent = await preview.PressAsync("Submit");
        var id = sent.Id;
        var asked = await fay.SeeAsync(id, "Approve");
        await asked.PressAsync("Request changes", ("comment", "Which amount, and to whom?"));
        var again = await (await sal.SeeAsync(id, "Edit")).PressAsync("Edit");
        await (await again.PressAsync("Preview", ("scope", "8,000 EUR to the organiser of the fair"))).PressAsync("Submit");
        await otto.ReadAsync(id, "8,000 EUR");
        await otto.DecideAsync(id, "Approve", "Within the budget of the fair.");
        await record.UntilStatusAsync(id, "approved");
        await record.DrainAsync();

        Assert.All(Actions(form).Concat(Actions(asked)), type => Assert.NotEqual("Action.Execute", type));
        Assert.Equal(2, (await record.HeadAsync(id))["revision"]!.GetValue<int>());
        // one chat got so many messages that the rate limit may delay it
        (await sal.ReadAsync(id, "· Approved")).Says("Within the budget of the fair.");
        Assert.All(new[] { fay, otto }, person => Assert.All(person.About(id), shown => Assert.DoesNotContain("Approve", shown.Buttons)));
    }

    public async Task DisposeAsync() => await _lab.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3));

    public void Dispose() => _deadline.Dispose();

    private static IEnumerable<string> Actions(Shown shown) =>
        PolicyBot.Lab.Teams.Client.CardForm.Read(shown.Card).Buttons.Select(button => button.Action["type"]!.GetValue<string>());

    private Colleague Person(string name) => new(_lab, _lab.Tenant.Person($"{name}@contoso.example"), _deadline.Token);
}
