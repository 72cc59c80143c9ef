using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>A pressed button of a draft.</summary>
/// <param name="Action">What came back from the client.</param>
/// <param name="Draft">The draft as it was read.</param>
/// <param name="Prepared">The draft, checked; null where the button does not ask for it.</param>
/// <param name="Asker">Who pressed it.</param>
internal sealed record DraftPress(ButtonAction Action, Draft Draft, Prepared? Prepared, Asker Asker);

/// <summary>What follows from a pressed button of a draft.</summary>
internal abstract record DraftStep
{
    private DraftStep()
    {
    }

    /// <summary>A form is shown.</summary>
    /// <param name="Changed">The draft to keep first; null: it stays as it is.</param>
    /// <param name="View">The form; null: that of the request.</param>
    public sealed record ShowForm(Draft? Changed, FormView? View = null) : DraftStep
    {
        /// <summary>What was wrong with what was typed into the form of the request, by field id.</summary>
        public IReadOnlyDictionary<string, string>? Faults { get; init; }
    }

    /// <summary>The preview is shown, or the form where something is missing or wrong.</summary>
    /// <param name="Changed">The draft to keep before it is checked: nothing that was typed is lost.</param>
    public sealed record ShowPreview(Draft Changed) : DraftStep;

    /// <summary>It can't be sent as it is: the form says why.</summary>
    /// <param name="Prepared">What the check found.</param>
    public sealed record ShowFaults(Prepared Prepared) : DraftStep;

    /// <summary>Something older was to be sent: nothing is, and what stands is shown.</summary>
    /// <param name="Ready">The draft, checked.</param>
    /// <param name="Differs">What is not as it was shown.</param>
    public sealed record ShowCurrent(Prepared.Ready Ready, PreviewDifference Differs) : DraftStep;

    /// <summary>It is sent.</summary>
    /// <param name="Ready">The draft, checked.</param>
    /// <param name="Start">It starts before its review; null: it does not.</param>
    public sealed record Send(Prepared.Ready Ready, EmergencyStart? Start = null) : DraftStep;

    /// <summary>It can't be started now: the preview says why, and no longer offers it.</summary>
    public sealed record RefuseStart(Prepared.Ready Ready, Refusal Why) : DraftStep;

    /// <summary>Something older was pressed: nothing is changed, and what stands is shown.</summary>
    public sealed record ShowStanding : DraftStep;

    /// <summary>It is forgotten.</summary>
    public sealed record Forget : DraftStep;
}

/// <summary>What of a draft is not as the pressed preview showed it.</summary>
internal enum PreviewDifference
{
    /// <summary>What would be sent.</summary>
    Content,

    /// <summary>Only who reviews it.</summary>
    Reviewers,

    /// <summary>Only until when it may start before its review.</summary>
    Hours,
}
