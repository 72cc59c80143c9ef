using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;

namespace PolicyBot.Application.Interactions;

/// <summary>What people type about people: who decides for whom, how they are spoken to, and that they want to enter the page.</summary>
public sealed class PersonCommands(
    DelegationCommand delegations, ReassignCommand reassigning, LanguageCommand languages, RegisterSignIn signIn)
{
    /// <summary>Answers <c>delegate …</c>.</summary>
    internal Task<Answer> DelegateAsync(Interaction turn, string rest, CancellationToken cancellationToken) =>
        delegations.SayAsync(turn, rest, cancellationToken);

    /// <summary>Answers <c>reassign …</c>.</summary>
    internal Task<Answer> ReassignAsync(Interaction turn, string rest, CancellationToken cancellationToken) =>
        reassigning.SayAsync(turn, rest, cancellationToken);

    /// <summary>Answers the name of a language.</summary>
    internal Task<Answer> ChooseLanguageAsync(Interaction turn, string language, CancellationToken cancellationToken) =>
        languages.ChooseAsync(turn, language, cancellationToken);

    /// <summary>Answers <c>register</c>.</summary>
    internal Task<Answer> EnterPageAsync(Interaction turn, CancellationToken cancellationToken) =>
        signIn.OfferAsync(turn, cancellationToken);
}
