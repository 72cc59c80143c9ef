using System.Security.Cryptography;
using System.Text;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Doors;

/// <summary>
/// Takes requests of machines, and of people through their apps: each becomes a draft of its requester, who is told in chat which door it
/// came through, and sends or discards it there. Nothing counts before.
/// </summary>
public sealed class DoorRequests(
    DoorDrafts drafts, DirectMessages direct, Reachability reachability, ICatalog catalog, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Takes one.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="requester">In whose name; an address. Empty for a person: their own.</param>
    /// <param name="inputs">The answers by field id, as typed.</param>
    /// <param name="call">The <c>Idempotency-Key</c>; null: each call is another.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<DoorOutcome> TakeAsync(
        DoorCaller caller, string requester, IReadOnlyDictionary<string, string> inputs, string? call,
        CancellationToken cancellationToken)
    {
        var (current, now) = (catalog.Current, time.GetUtcNow());
        using var english = Languages.Use(Languages.Default);
        if (!PersonId.TryParse(requester.Length == 0 ? caller.Person.Value : requester, out var typed))
        {
            return FaultyRequester(Words.OwnerNoAddress);
        }

        // What was taken before is answered as it was, also where catalog and day would refuse it now.
        var person = current.Directory.Resolve(typed);
        if (!caller.CanAskFor(person))
        {
            return FaultyRequester("A person asks in their own name: leave it out, or name yourself.");
        }

        var (body, hash) = (HashOf(typed, inputs), call is null ? null : Hash(call));
        if (hash is not null && await drafts.FindCallAsync(caller, hash, cancellationToken) is { } earlier)
        {
            return await GoOnAsync(caller, earlier, body, inputs, now);
        }

        var read = RequestCheck.Read(current, inputs, person, CatalogTime.Today(now, current.TimeZone));
        var faults = FieldWords.Phrase(read.Faults).Concat(FindUnknown(current, read.Policy, inputs))
            .ToDictionary(fault => fault.Key, fault => fault.Value);
        if (faults.Count > 0)
        {
            return new DoorOutcome.Faulty(faults);
        }

        if ((await reachability.AccountsAsync(person, cancellationToken)).Count == 0)
        {
            return new DoorOutcome.Unreachable();
        }

        if (await drafts.CountAsync(person, cancellationToken) >= DoorDrafts.MostWaiting)
        {
            return new DoorOutcome.TooManyWaiting();
        }

        var (stands, isOwn) = await drafts.ClaimAsync(caller, hash, body, person, now, cancellationToken);
        return isOwn ? await TellAsync(caller, stands, inputs, now) : await GoOnAsync(caller, stands, body, inputs, now);
    }

    // The same call again: it is answered with what became of it, or finished where its host died.
    private async Task<DoorOutcome> GoOnAsync(
        DoorCaller caller, DoorClaim claim, string body, IReadOnlyDictionary<string, string> inputs, DateTimeOffset now)
    {
        using var patience = new CancellationTokenSource(Patience);
        if (claim.Body != body)
        {
            return new DoorOutcome.OtherCall();
        }

        if (claim.Step == DoorStep.Claimed && now - claim.At < Patience)
        {
            return new DoorOutcome.Later(Patience); // it may still be under way on another host
        }

        var state = await drafts.StateOfAsync(claim, patience.Token);
        if (claim.Step == DoorStep.Told || state == DoorState.Submitted || (claim.Step == DoorStep.Kept && state == DoorState.Discarded))
        {
            return new DoorOutcome.Taken(claim.Id, state);
        }

        return await TellAsync(caller, claim, inputs, now);
    }

    // Not ended by a caller that goes away: what was begun is told or undone.
    private async Task<DoorOutcome> TellAsync(
        DoorCaller caller, DoorClaim claim, IReadOnlyDictionary<string, string> inputs, DateTimeOffset now)
    {
        using var patience = new CancellationTokenSource(Patience);
        var kept = claim.Step == DoorStep.Claimed
            ? await drafts.KeepAsync(claim, caller.Machine?.Name ?? "", inputs, now, patience.Token) : claim;
        var (sent, again) = await direct.SendAsync(claim.Person, () => Offer(caller, claim, inputs, now), patience.Token);
        if (sent)
        {
            await drafts.FinishAsync(kept, patience.Token);
            return new DoorOutcome.Taken(claim.Id, DoorState.AwaitsConfirmation);
        }

        if (again is { } after && claim.Call != claim.Id.Value)
        {
            return new DoorOutcome.Later(after); // the same call goes on from here
        }

        await drafts.UndoAsync(kept, patience.Token);
        return again is { } wait ? new DoorOutcome.Later(wait) : new DoorOutcome.Unreachable();
    }

    private static DoorOutcome.Faulty FaultyRequester(string why) => new(new Dictionary<string, string> { [RequesterField] = why });

    // What a form can't have: a name that is misspelt would be lost without a word.
    private static IEnumerable<KeyValuePair<string, string>> FindUnknown(
        PolicyCatalog catalog, Policy? policy, IReadOnlyDictionary<string, string> inputs) =>
        policy is null ? []
        : inputs.Keys
            .Except(policy.Fields.Select(field => FieldIds.Own(field.Id)))
            .Except(catalog.Assessment.FindAsked(policy).Select(asked => FieldIds.Fact(asked.Fact)))
            .Where(id => id.StartsWith(FieldIds.OwnPrefix, StringComparison.Ordinal)
                || id.StartsWith(FieldIds.Fact(""), StringComparison.Ordinal))
            .Select(id => KeyValuePair.Create(id, $"{policy.Id} has no such field."));

    /// <summary>The field that names the requester.</summary>
    public const string RequesterField = "requesterEmail";

    // Names the door and at most the title: others may look over a shoulder.
    private ListView Offer(
        DoorCaller caller, DoorClaim claim, IReadOnlyDictionary<string, string> inputs, DateTimeOffset now)
    {
        var (id, zone) = (claim.Id, catalog.Current.TimeZone);
        var title = inputs.ContainsKey(FieldIds.Confidential) ? "…" : inputs.GetValueOrDefault(FieldIds.Title, "");
        var door = caller.Machine?.Name ?? Words.DoorOwnApp;
        var offer = Words.DoorOffer.With(
            door, title, CatalogTime.Say(claim.At, zone), CatalogTime.Say(CatalogTime.Today(now + Draft.KeptFromDoor, zone)));
        return new ListView
        {
            Summary = $"{id}: {offer}",
            Heading = Words.DoorHeading.With(id, door),
            Intro = [TextPart.Paragraph(offer)],
            Lines = [],
            Actions =
            [
                Button(Verbs.ShowDraft, Words.DoorShow, ActionLook.Positive),
                Button(Verbs.Discard, Words.Discard, ActionLook.Destructive),
            ],
        };

        CardAction Button(string verb, string words, ActionLook look) =>
            new() { Verb = verb, Id = id, Title = words, Look = look, IgnoresInputs = true };
    }

    private static string HashOf(PersonId person, IReadOnlyDictionary<string, string> inputs) => Hash(string.Join(
        '\u001f',
        inputs.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => $"{input.Key}\u001e{input.Value}")
            .Prepend(person.Value)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What came of a request through a door.</summary>
public abstract record DoorOutcome
{
    /// <summary>It waits for its requester, or did.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="State">How it stands.</param>
    public sealed record Taken(ExceptionId Id, DoorState State) : DoorOutcome;

    /// <summary>Answers are missing or wrong.</summary>
    /// <param name="Faults">What is wrong, by field id, in English.</param>
    public sealed record Faulty(IReadOnlyDictionary<string, string> Faults) : DoorOutcome;

    /// <summary>No chat reaches the requester now.</summary>
    public sealed record Unreachable : DoorOutcome;

    /// <summary>The requester can't be told for a moment, or the same call is under way: the same call goes on from here.</summary>
    /// <param name="After">When to make it again.</param>
    public sealed record Later(TimeSpan After) : DoorOutcome;

    /// <summary>As many as may wait for the requester.</summary>
    public sealed record TooManyWaiting : DoorOutcome;

    /// <summary>The same <c>Idempotency-Key</c> was used for something else.</summary>
    public sealed record OtherCall : DoorOutcome;
}
