using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>A button of an exception that begins a draft from it, and opens its form.</summary>
internal abstract class FollowUpButton : Button
{
    public sealed override string OpeningVerb => Verb;

    /// <summary>What the draft is for.</summary>
    internal abstract DraftPurpose Purpose { get; }

    /// <summary>The answers that the draft begins with, by field id.</summary>
    internal virtual Dictionary<string, string> Inputs(ExceptionState state) => RequestForm.Inputs(state.Content!, state);
}
