using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>A button: its verbs, and who is offered it in the status of an exception.</summary>
public abstract class Button
{
    /// <summary>The verb that does it: one of <see cref="Verbs"/>.</summary>
    public abstract string Verb { get; }

    /// <summary>The verb that opens its dialog; the verb itself where all it does is show one; null: it has none.</summary>
    public virtual string? OpeningVerb => null;

    /// <summary>All its verbs.</summary>
    public IEnumerable<string> Verbs => new[] { OpeningVerb, Verb }.OfType<string>().Distinct();

    /// <summary>How it looks.</summary>
    protected virtual ActionLook Look => ActionLook.Plain;

    /// <summary>The button in the status of an exception.</summary>
    /// <param name="state">The exception, which the person may see.</param>
    /// <param name="asker">Who looks at it.</param>
    /// <returns>Null: it is not offered.</returns>
    internal CardAction? Offer(ExceptionState state, Asker asker) =>
        IsOffered(state, asker) ? Phrases.Button(OpeningVerb ?? Verb, Title(state, asker), state, Look) : null;

    /// <summary>
    /// Why a person can't press it, as <see cref="Access"/> says; null: they can. No form asks for words that could not be taken.
    /// </summary>
    internal virtual Refusal? WhyNot(ExceptionState state, Asker asker) => null;

    /// <summary>Whether the status of an exception offers it to a person who may see it.</summary>
    internal virtual bool IsOffered(ExceptionState state, Asker asker) => WhyNot(state, asker) is null;

    /// <summary>What it says in the status of an exception.</summary>
    private protected virtual string Title(ExceptionState state, Asker asker) => "";
}

/// <summary>Who looks at an exception or presses a button of it.</summary>
/// <param name="Person">The person; <c>default</c> for a machine.</param>
/// <param name="Catalog">The catalog that serves.</param>
/// <param name="Now">The instant (UTC).</param>
public sealed record Asker(PersonId Person, PolicyCatalog Catalog, DateTimeOffset Now)
{
    /// <summary>The machine that looks through a door; null: a person looks.</summary>
    public MachineActor? Machine { get; init; }

    /// <summary>Who looks, with the roles that are about no exception alone.</summary>
    public Subject Subject => Machine is null ? Subject.From(Catalog, Person) : Subject.From(Machine, Roles.None);

    /// <summary>The person with the roles that the catalog gives them over an exception: <see cref="Access"/> is asked about it.</summary>
    internal Subject WithRoles(ExceptionState state) => Machine is null ? Subject.From(Catalog, state, Person) : Subject;

    /// <summary>Whether the exception is in force or suspended now.</summary>
    internal bool FindsRunning(ExceptionState state) => state.IsRunning && Now < state.HoldsUntil;

    /// <summary>Whether the exception is in force, also by an emergency start, or suspended now.</summary>
    internal bool FindsHeld(ExceptionState state) => state.IsInForce(Now) || FindsRunning(state);
}
