using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.SignIn;

/// <summary>What a link is good for.</summary>
public abstract record LinkState
{
    private LinkState()
    {
    }

    /// <summary>The language of whom it was sent to; null: that is not known.</summary>
    public string? Language { get; init; }

    /// <summary>It lets a person in.</summary>
    /// <param name="Name">What they are called.</param>
    public sealed record Good(string Name) : LinkState;

    /// <summary>It has let them in.</summary>
    /// <param name="Session">What their browser is to hold.</param>
    public sealed record Entered(PageSecret Session) : LinkState;

    /// <summary>It was used just now and let no person in: its person could not be told.</summary>
    public sealed record Untold : LinkState;

    /// <summary>It was used before.</summary>
    public sealed record Used : LinkState;

    /// <summary>Its time is over.</summary>
    public sealed record Late : LinkState;

    /// <summary>There is no such link.</summary>
    public sealed record Unknown : LinkState;

    /// <summary>Its person may not enter any more.</summary>
    public sealed record Refused : LinkState;
}

/// <summary>Who looks at the register page.</summary>
/// <param name="Session">What their browser holds.</param>
/// <param name="Actor">Who it is, checked at this request.</param>
/// <param name="Language">The language they read: one of <see cref="Languages.All"/>.</param>
public sealed record Visitor(PageSecret Session, Domain.Policies.Actor Actor, string Language)
{
    /// <summary>The person.</summary>
    public Domain.Policies.PersonId Person => Actor.Person;
}
