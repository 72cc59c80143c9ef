using System.Collections.Concurrent;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Teams.Client;
using Xunit.Abstractions;

namespace PolicyBot.EndToEnd.Tests.Crashes;

/// <summary>The Host is killed again and again while people ask and decide; a person without an answer presses again.</summary>
[Collection(CrashTests.Name)]
public sealed class KilledHostTests(CrashLab running, ITestOutputHelper log) : LabTest(running)
{
    private const int Kills = 4;
    private readonly ConcurrentBag<Acknowledged> _acknowledged = [];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public async Task What_was_acknowledged_stands_and_everybody_is_told_however_often_a_Host_is_killed(int seed, int hosts)
    {
        await new CrashHarness(Running, log).RunAsync(
            seed,
            Kills,
            (random, enough) => Task.WhenAll(Enumerable.Range(0, 3)
                .Select(_ => (Cast: Running.NextCast(), Random: new Random(random.Next()))).ToList()
                .Select(life => LiveAsync(life.Cast, life.Random, enough))),
            Deadline,
            hosts);
        // beyond every lease, every look that a dead Host had planned, and the time for which a form keeps its message
        await PassAsync(TimeSpan.FromMinutes(31));
        // the clock was turned during commits, so their rows were processed too early: the rest is reconciled once a day
        await PassAsync(TimeSpan.FromHours(25));
        while (await Record.IsAnythingPutOffAsync())
        {
            // what a channel can't take just now, or one's own pace holds back, comes later: longer than that nothing is put off
            await PassAsync(TimeSpan.FromHours(1));
        }

        Assert.True(_acknowledged.Count > Kills, $"Only {_acknowledged.Count} things were acknowledged.");
        foreach (var id in _acknowledged.Select(one => one.Id).Distinct())
        {
            // what cannot be reconciled would look reconciled from outside
            Assert.DoesNotContain($"Reconciling {id} failed", string.Join('\n', Lab.HostOutput), StringComparison.Ordinal);
            await AssertStandsAsync(id);
            try
            {
                await AssertToldAsync(id);
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                throw new Xunit.Sdk.XunitException(
                    $"{fault.Message}\n{await Record.EverythingAsync(id)}\n{string.Join('\n', Lab.HostOutput)}");
            }
        }

        var (exitCode, output) = await Lab.RunVerbAsync(Deadline, "audit", "verify");
        Assert.Contains(" 0 broken.", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    /// <summary>One request after the other, each decided in one way or another.</summary>
    private async Task LiveAsync(Cast cast, Random random, Func<bool> enough)
    {
        Colleague Named(string name) => Person(cast.Email(name));
        for (var number = 1; !enough(); number++)
        {
            var title = $"life {cast.Number}.{number}";
            var id = await AskAsync(Named("sal"), Wish.For(cast.LeavePolicy, title, Today.AddDays(20)));
            var comment = $"Decided in {title}.";
            var (ana, bo) = (await PatientlySeeAsync(Named("ana"), id, "Approve"), await PatientlySeeAsync(Named("bo"), id, "Approve"));
            Task[] decisions = random.Next(6) switch
            {
                0 => [DecideAsync(ana, "review.approve", id, comment)],
                1 => [DecideAsync(bo, "review.reject", id, comment)],
                2 => [DecideAsync(ana, "review.approve", id, comment), DecideAsync(bo, "review.reject", id, $"{comment} By Bo.")],
                3 => [DecideAsync(ana, "review.approve", id, comment), DecideAsync(ana, "review.approve", id, comment)],
                4 => [DecideAsync(ana, "review.approve", id, comment), WithdrawAsync(Named("sal"), id, $"{comment} By Sal.")],
                _ => [ChangeAsync(Named("sal"), ana, bo, id, comment)],
            };
            await Task.WhenAll(decisions);
        }
    }

    private async Task WithdrawAsync(Colleague sal, string id, string comment)
    {
        var card = await PatientlySeeAsync(sal, id, "History");
        var answer = await PatientlyAsync(sal, card, "request.withdraw", id, ("comment", comment));
        if (answer.Text.Contains("· Withdrawn", StringComparison.Ordinal))
        {
            _acknowledged.Add(new Acknowledged(id, "withdrawn", comment));
        }
    }

    private async Task ChangeAsync(Colleague sal, Shown ana, Shown bo, string id, string comment)
    {
        await DecideAsync(ana, "review.changes", id, $"{comment} Not yet.");
        var back = await PatientlySeeAsync(sal, id, "Edit");
        await PatientlyAsync(sal, back, "request.revise", id);
        var preview = await PatientlyAsync(sal, back, "request.preview", id, ("scope", $"Narrower: {comment}"));
        await PatientlyAsync(sal, back, "request.submit", id, preview.Seal);
        _acknowledged.Add(new Acknowledged(id, "submitted", $"Narrower: {comment}"));
        var again = await PatientlySeeAsync(bo.Reader, id, "Approve");
        await DecideAsync(again, "review.approve", id, comment, revision: 2);
    }

    private async Task<string> AskAsync(Colleague sal, Wish wish)
    {
        while (true)
        {
            var before = sal.Cards.Count;
            await sal.Teams.SayAsync("request", Deadline);
            if (await SeenSoonAsync(() => sal.Cards.Skip(before).FirstOrDefault(shown => shown.Buttons.Contains("Next"))) is not { } choose)
            {
                continue; // lost with the Host, or put off: asked once more
            }

            var form = await PatientlyAsync(sal, choose, "request.next", IdOf(choose), ("policyId", wish.Policy));
            var id = IdOf(form);
            var preview =
                await PatientlyAsync(sal, choose, "request.preview", id, [.. wish.Inputs.Select(input => (input.Key, input.Value))]);
            var sent = await PatientlyAsync(sal, choose, "request.submit", id, preview.Seal);
            Assert.Equal(id, sent.Id);
            _acknowledged.Add(new Acknowledged(id, "submitted", wish.Inputs["scope"]));
            return id;
        }
    }

    private async Task DecideAsync(Shown card, string verb, string id, string comment, int revision = 1)
    {
        var (done, fact) = verb switch
        {
            "review.approve" => ($"Approved {id}.", "approved"),
            "review.reject" => ($"Rejected {id}.", "rejected"),
            _ => ($"Sent {id} back.", "changesRequested"),
        };
        var answer = await PatientlyAsync(card.Reader, card, verb, id, revision, ("comment", comment));
        if (answer.Text.Contains(done, StringComparison.Ordinal))
        {
            _acknowledged.Add(new Acknowledged(id, fact, comment));
        }
        else
        {
            // the status, decided by this press before the Host died, or by another person
            Assert.Contains(id, answer.Text, StringComparison.Ordinal);
        }
    }

    private Task<Shown> PatientlyAsync(Colleague person, Shown card, string verb, string id, params (string Id, string Value)[] inputs) =>
        PatientlyAsync(person, card, verb, id, revision: 1, inputs);

    /// <summary>Presses until there is an answer.</summary>
    private async Task<Shown> PatientlyAsync(
        Colleague person, Shown card, string verb, string id, int revision, params (string Id, string Value)[] inputs)
    {
        while (true)
        {
            var outcome = await person.ExecuteAsync(card.Message, verb, id, revision, inputs);
            if (outcome is ClickOutcome.CardShown shown)
            {
                return new Shown(person, card.Message, shown.Card);
            }

            Assert.IsType<ClickOutcome.SomethingWentWrong>(outcome);
            await Task.Delay(100, Deadline);
        }
    }

    private async Task<Shown> PatientlySeeAsync(Colleague person, string id, string button)
    {
        while (true)
        {
            if (await SeenSoonAsync(() => person.About(id).LastOrDefault(shown => shown.Buttons.Contains(button))) is { } card)
            {
                return card;
            }

            Lab.Clock.Advance(TimeSpan.FromSeconds(46)); // a Host died before it reconciled: the next one does so after that time
        }
    }

    private async Task<Shown?> SeenSoonAsync(Func<Shown?> look)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        soon.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            return await Lab.Tenant.Changes.UntilAsync(look, soon.Token);
        }
        catch (OperationCanceledException) when (!Deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task AssertStandsAsync(string id)
    {
        var events = await Record.EventsAsync(id);
        foreach (var one in _acknowledged.Where(one => one.Id == id))
        {
            Assert.Single(events, recorded =>
                StoredRecord.TypeOf(recorded) == one.Fact && recorded.ToJsonString().Contains(one.Words, StringComparison.Ordinal));
        }

        Assert.Single(events, recorded => StoredRecord.TypeOf(recorded) is "approved" or "rejected" or "withdrawn");
        Assert.Equal(events.Count(recorded => StoredRecord.TypeOf(recorded) == "changesRequested"),
            events.Count(recorded => StoredRecord.TypeOf(recorded) == "submitted") - 1);
    }

    private async Task AssertToldAsync(string id)
    {
        var cast =
            new Cast(
                int.Parse((await Record.HeadAsync(id))["content"]!["policyId"]!.GetValue<string>().Split('-')[1],
                System.Globalization.CultureInfo.InvariantCulture));
        var heading = await Record.StatusAsync(id) switch { "approved" => "· Approved", "rejected" => "· Rejected", _ => "· Withdrawn" };
        var kept = await Record.MessagesAsync(id);
        foreach (var person in new[] { "sal", "ana", "bo" }.Select(name => Person(cast.Email(name))))
        {
            // A message that the Host did not record before it died is never redrawn; a press on it is answered like any stale one.
            var known = person.About(id).Where(shown => kept.Contains(shown.Message.Id)).ToList();
            Assert.NotEmpty(known);
            Assert.All(known, shown => Assert.DoesNotContain("Approve", shown.Says(heading).Buttons));
            foreach (var stray in person.About(id).Where(shown => shown.Buttons.Contains("Approve")))
            {
                var facts = await Record.FactsAsync(id);
                var answer =
                    await person.ForceAsync(
                        stray.Message, "review.approve", id, 1, ("comment", "Pressed on a card that nobody remembers."));
                Assert.DoesNotContain("Approve", answer.Says(heading).Buttons);
                Assert.Equal(facts, await Record.FactsAsync(id));
            }
        }
    }

    private static string IdOf(Shown shown) =>
        CardForm.Read(shown.Card).Buttons.Select(button => button.Action["data"]?["id"]?.GetValue<string>())
            .First(id => !string.IsNullOrEmpty(id))!;

    /// <summary>Something that a person was told is done.</summary>
    private sealed record Acknowledged(string Id, string Fact, string Words);
}
