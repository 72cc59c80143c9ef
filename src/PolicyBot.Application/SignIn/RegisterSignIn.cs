using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.SignIn;

/// <summary>
/// Lets people into the register page: a link that the bot sends is good once and for minutes, and begins a session whose row is checked at
/// each request.
/// </summary>
/// <param name="time">The real clock: links and sessions follow no turned one.</param>
public sealed class RegisterSignIn(
    IPageSessions sessions, Identification identification, DirectMessages direct, ICatalog catalog, RegisterAddress address,
    TimeProvider time) : IRegisterOffer
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan LinkHolds = TimeSpan.FromMinutes(5);

    /// <summary>How long a session is good.</summary>
    public static readonly TimeSpan SessionHolds = TimeSpan.FromHours(8);

    private const int MostTries = 4;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public bool IsOffered(PersonId person) => address.Origin is not null && MayEnter(person);

    /// <summary>Answers who wants to open the page: with a link, or why there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> OfferAsync(Interaction turn, CancellationToken cancellationToken)
    {
        if (address.Origin is not { } origin)
        {
            return new Answer(ListView.Sentence(Words.RegisterNoPage));
        }

        if (!MayEnter(turn.Person))
        {
            return new Answer(ListView.Sentence(Words.RegisterNotForYou));
        }

        var now = time.GetUtcNow();
        var link = PageSecret.Draw(turn.Person);
        await sessions.AddLinkAsync(
            new PageEntry(link, turn.Person, turn.Sender.Account.Account, now + LinkHolds), now, cancellationToken);
        return new Answer(new ListView
        {
            Summary = Words.RegisterOffer,
            Heading = Words.RegisterHeading,
            Intro = [TextPart.Paragraph(Words.RegisterOffer)],
            Lines = [],
            Actions =
            [
                new CardAction
                {
                    Verb = CardAction.OpensLink,
                    Title = Words.RegisterOpen,
                    Link = new Uri(origin, $"{RegisterAddress.Enter}?{RegisterAddress.LinkKey}={link.Text}"),
                    Look = ActionLook.Positive,
                    IgnoresInputs = true,
                },
            ],
        });
    }

    /// <summary>Says what a link is good for. Changes nothing: a preview uses nothing up.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<LinkState> LookAsync(PageSecret? link, CancellationToken cancellationToken) =>
        (await CheckAsync(link, cancellationToken)).State;

    /// <summary>Uses a link up, and tells its person in chat: no sign-in goes on of which its person does not hear.</summary>
    /// <param name="link">The link.</param>
    /// <param name="userAgent">What the browser calls itself.</param>
    /// <returns><see cref="LinkState.Entered"/>, or why not.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<LinkState> EnterAsync(PageSecret? link, string? userAgent, CancellationToken cancellationToken)
    {
        var (state, entry) = await CheckAsync(link, cancellationToken);
        if (state is not LinkState.Good || entry is null)
        {
            return state;
        }

        var now = time.GetUtcNow();
        var session = PageSecret.Draw(entry.Person);
        if (!await sessions.TryUseAsync(
            entry.Secret, new PageEntry(session, entry.Person, entry.Account, now + SessionHolds), cancellationToken))
        {
            return new LinkState.Used { Language = state.Language };
        }

        var isTold = false;
        try
        {
            isTold = await TellAsync(entry.Person, () => Told(userAgent, now), cancellationToken);
        }
        finally
        {
            if (!isTold)
            {
                await sessions.RemoveSessionAsync(session, CancellationToken.None); // who gave up may have given up waiting for this
            }
        }

        return isTold ? new LinkState.Entered(session) { Language = state.Language } : new LinkState.Untold { Language = state.Language };
    }

    /// <summary>Who holds a session; its account and their right to enter are checked anew.</summary>
    /// <returns>Null: no person, or none any more.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Visitor?> FindVisitorAsync(PageSecret? session, CancellationToken cancellationToken)
    {
        if (session is null
            || await sessions.FindAsync(PageEntryKind.Session, session, cancellationToken) is not { } entry
            || time.GetUtcNow() >= entry.Until)
        {
            return null;
        }

        var identified = await IdentifyAsync(entry, cancellationToken);
        if (identified is Identified.Known known && catalog.Current.Directory.AreSame(known.Actor.Person, entry.Person))
        {
            return MayEnter(known.Actor.Person) ? new Visitor(session, known.Actor, identified.Language) : null;
        }

        await sessions.RemoveSessionAsync(session, cancellationToken); // an account that comes back begins anew
        return null;
    }

    /// <summary>Ends one session.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task LeaveAsync(PageSecret session, CancellationToken cancellationToken) =>
        sessions.RemoveSessionAsync(session, cancellationToken);

    /// <summary>Answers a person who did not sign in: all their sessions end, and no link is good any more.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> EndAllAsync(Interaction turn, CancellationToken cancellationToken)
    {
        foreach (var identity in catalog.Current.Directory.IdentitiesOf(turn.Person))
        {
            await sessions.RemoveAllAsync(identity, cancellationToken);
        }

        return new Answer(ListView.Sentence(Words.RegisterEnded));
    }

    // A chat that is written to fast is free again after a second or two; a page may take no longer.
    private async Task<bool> TellAsync(PersonId person, Func<CardView> render, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var (sent, again) = await direct.SendAsync(person, render, cancellationToken);
            if (sent || tries == MostTries || again is not { Ticks: > 0 } pause || pause > LongestPause)
            {
                return sent;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    // A directory that does not answer says nothing about anybody: neither in nor out.
    private async Task<Identified> IdentifyAsync(PageEntry entry, CancellationToken cancellationToken) =>
        await identification.OfKnownAsync(entry.Account, cancellationToken) is var identified
        && identified is Identified.NotServed { Why: NotServedBecause.DirectoryUnavailable }
            ? throw new StoreUnavailableException("The directory does not answer.")
            : identified;

    private bool MayEnter(PersonId person) => Access.CanOpenRegister(Subject.ForRegister(catalog.Current, person));

    private async Task<(LinkState State, PageEntry? Entry)> CheckAsync(PageSecret? link, CancellationToken cancellationToken)
    {
        if (link is null || await sessions.FindAsync(PageEntryKind.Link, link, cancellationToken) is not { } entry)
        {
            return (new LinkState.Unknown(), null);
        }

        var identified = await IdentifyAsync(entry, cancellationToken);
        LinkState state = identified is not Identified.Known known
            || !catalog.Current.Directory.AreSame(known.Actor.Person, entry.Person)
            || !MayEnter(known.Actor.Person) ? new LinkState.Refused()
            : entry.Used ? new LinkState.Used()
            : time.GetUtcNow() >= entry.Until ? new LinkState.Late()
            : new LinkState.Good(known.Actor.Name);
        return (state with { Language = identified.Language }, entry);
    }

    private ListView Told(string? userAgent, DateTimeOffset now)
    {
        var said = Words.RegisterEntered.With(BrowserName.From(userAgent), CatalogTime.Say(now, catalog.Current.TimeZone));
        return new ListView
        {
            Summary = said,
            Heading = Words.RegisterHeading,
            Intro = [TextPart.Paragraph(said), TextPart.Paragraph(Words.RegisterNotMe)],
            Lines = [],
            Actions =
            [
                new CardAction { Verb = Verbs.EndSessions, Title = Words.NotMe, Look = ActionLook.Destructive, IgnoresInputs = true },
            ],
        };
    }
}
