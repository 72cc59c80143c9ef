using System.Globalization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>
/// Sends a request and starts it before its review, for the hours that its preview showed. It does not wait for the model: what is known
/// now is frozen.
/// </summary>
internal sealed class StartNow : SendButton
{
    /// <summary>
    /// How long after its preview was drawn it starts as that showed it, and in no more than this part of the time there is to review it;
    /// later it is shown anew.
    /// </summary>
    private static readonly TimeSpan ShownHolds = TimeSpan.FromHours(1);

    private const int ShownHoldsPart = 10;

    public override string Verb => Views.Verbs.StartNow;

    /// <summary>What the button carries: the draft's seal, and until when the preview says that it will hold and be decided.</summary>
    internal static string Carry(string seal, EmergencyStart start) => string.Create(
        CultureInfo.InvariantCulture, $"{seal}{Separator}{start.HoldsUntil.UtcTicks}{Separator}{start.ReviewBy.UtcTicks}");

    protected override DraftStep Send(Prepared.Ready ready, string shown) =>
        ready.Emergency is not { } now ? new DraftStep.RefuseStart(
            ready, ready.Assessment.Label == RiskLabel.Critical ? new Refusal.EmergencyTooRisky() : new Refusal.NoEmergency())
        : FindShown(shown, now, ready.At) is { } start ? new DraftStep.Send(ready.HasModelAnswer ? ready : WithoutModel(ready), start)
        : new DraftStep.ShowCurrent(ready, PreviewDifference.Hours);

    // Never longer than it would hold from now: what a client sends back gains no hour.
    private static EmergencyStart? FindShown(string shown, EmergencyStart now, DateTimeOffset at)
    {
        var part = (now.ReviewBy - at) / ShownHoldsPart; // never the longer one of the two
        var most = part < ShownHolds ? part : ShownHolds;
        return shown.Split(Separator) is [var holds, var review]
            && Read(holds, now.HoldsUntil, most) is { } holdsUntil
            && Read(review, now.ReviewBy, most) is { } reviewBy
                ? new EmergencyStart(holdsUntil, reviewBy)
                : null;
    }

    private static DateTimeOffset? Read(string shown, DateTimeOffset now, TimeSpan most) =>
        long.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && now.UtcTicks - ticks is >= 0 and var passed
        && passed <= most.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    private static Prepared.Ready WithoutModel(Prepared.Ready ready) =>
        ready with { HasModelAnswer = true, Assessment = ready.Assessment with { FallbackWhy = "emergency" } };
}
