using PolicyBot.Application.Screens.Buttons;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Begins a request: asks which policy cannot be met, and opens its form.</summary>
internal sealed class StartRequest : Button
{
    public override string Verb => Views.Verbs.Next;

    public override string OpeningVerb => Views.Verbs.Request;
}
