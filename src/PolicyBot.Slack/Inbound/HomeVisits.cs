using PolicyBot.Application.Channels;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>Shows the home page to a person who opens it, and welcomes an administrator who does so for the first time.</summary>
internal sealed class HomeVisits(
    InteractionRouter desk, SlackChannel channel, SlackHome home, Identification identification, ICatalog catalog, WelcomeMessage welcome)
{
    /// <summary>Answers one visit.</summary>
    /// <returns>False when the welcome could not be handed over.</returns>
    public async Task<bool> AnswerAsync(SlackEvent happened, SlackIdentity bot, CancellationToken cancellationToken)
    {
        var account = happened.AccountIn(bot, happened.Channel);
        var answer = await desk.HomeAsync(new Sender(account, Private: true, null), cancellationToken);
        await home.ShowAsync(
            account,
            home.Draw(answer.View as HomeView
                ?? new HomeView { Summary = answer.View.Summary, Heading = answer.View.Summary, Sections = [] }),
            cancellationToken); // a person who does not see it opens it again
        return await WelcomeAsync(account, happened.Key, cancellationToken);
    }

    // Slack sends no greeting, and most people need none. But an administrator is told once which people of the catalog can't be reached.
    private async Task<bool> WelcomeAsync(KnownAccount account, string key, CancellationToken cancellationToken) =>
        await identification.OfAsync(account, cancellationToken) is not Identified.Known { Actor.Person: var person }
        || !Access.CanLookAfterInstallation(Subject.From(catalog.Current, person))
        || await welcome.SendOnceAsync(channel, account, person, $"welcome|{key}", cancellationToken);
}
