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
/// Takes requests of machines: each becomes a draft of its requester, who is told in chat which door it came through, and sends or discards
/// it there. Nothing counts before.
/// </summary>
public sealed class DoorRequests(
    DoorDrafts drafts, DirectMessages direct, Reachability reachability, ICatalog catalog, TimeProvider time)
{
    /// <summary>Takes one.</summary>
    /// <param name="machine">Who asks.</param>
    /// <param name="requester">In whose name; an address.</param>
    /// <param name="inputs">The answers by field id, as typed.</param>
    /// <param name="call">The <c>Idempotency-Key</c>; null: each call is another.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<DoorOutcome> TakeAsync(
        MachineActor machine, string requester, IReadOnlyDictionary<string, string> inputs, string? call,
        CancellationToken cancellationToken)
    {
        var (current, now) = (catalog.Current, time.GetUtcNow());
        using var english = Languages.Use(Languages.Default);
        if (!PersonId.TryParse(requester, out var typed))
        {
            return new DoorOutcome.Faulty(new Dictionary<string, string> { [RequesterField] = Words.OwnerNoAddress });
        }

        var person = current.Directory.Resolve(typed);
        var read = RequestCheck.Read(current, inputs, person, CatalogTime.Today(now, current.TimeZone));
        if (read.Faults.Count > 0)
        {
            return new DoorOutcome.Faulty(FieldWords.Phrase(read.Faults));
        }

        if ((await reachability.AccountsAsync(person, cancellationToken)).Count == 0)
        {
            return new DoorOutcome.Unreachable();
        }

        var body = Hash(string.Join('\u001f', inputs.OrderBy(input => input.Key, StringComparer.Ordinal)
            .Select(input => $"{input.Key}\u001e{input.Value}").Prepend(person.Value)));
        var drawn = drafts.NewClaim(machine, "", body, person, now);
        var claim = drawn with { Call = call is null ? drawn.Id.Value : Hash(call) };
        var waiting = await drafts.CountAsync(person, cancellationToken);
        var stands = await drafts.ClaimAsync(claim, cancellationToken);
        if (stands.Body != body)
        {
            return new DoorOutcome.OtherCall();
        }

        if (stands.IsDone)
        {
            return new DoorOutcome.Taken(stands.Id, await drafts.StateOfAsync(stands, cancellationToken));
        }

        if (waiting >= DoorDrafts.MostWaiting && await drafts.StateOfAsync(stands, cancellationToken) == DoorState.Discarded)
        {
            await drafts.UndoAsync(stands, cancellationToken);
            return new DoorOutcome.TooManyWaiting();
        }

        await drafts.KeepAsync(stands, machine.Name, inputs, cancellationToken);
        var (sent, _) = await direct.SendAsync(person, () => Offer(machine, stands.Id, read.Content!), cancellationToken);
        if (!sent)
        {
            await drafts.UndoAsync(stands, cancellationToken);
            return new DoorOutcome.Unreachable();
        }

        await drafts.FinishAsync(stands, cancellationToken);
        return new DoorOutcome.Taken(stands.Id, DoorState.AwaitsConfirmation);
    }

    /// <summary>The field that names the requester.</summary>
    public const string RequesterField = "requesterEmail";

    // Names the door and at most the title: others may look over a shoulder.
    private static ListView Offer(MachineActor machine, ExceptionId id, RequestContent content) => new()
    {
        Summary = $"{id}: {Words.DoorOffer.With(machine.Name, content.Confidential ? "…" : content.Title)}",
        Heading = Words.DoorHeading.With(id, machine.Name),
        Intro = [TextPart.Paragraph(Words.DoorOffer.With(machine.Name, content.Confidential ? "…" : content.Title))],
        Lines = [],
        Actions =
        [
            new CardAction { Verb = Verbs.ShowDraft, Id = id, Title = Words.DoorShow, Look = ActionLook.Positive, IgnoresInputs = true },
            new CardAction { Verb = Verbs.Discard, Id = id, Title = Words.Discard, Look = ActionLook.Destructive, IgnoresInputs = true },
        ],
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What came of a request of a machine.</summary>
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

    /// <summary>As many as may wait for the requester.</summary>
    public sealed record TooManyWaiting : DoorOutcome;

    /// <summary>The same <c>Idempotency-Key</c> was used for something else.</summary>
    public sealed record OtherCall : DoorOutcome;
}
