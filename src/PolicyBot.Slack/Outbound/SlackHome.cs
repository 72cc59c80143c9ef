using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Outbound;

/// <summary>
/// The App Home: one page for each person, shown whenever they open the app. One that can't be shown now is shown when it is opened.
/// </summary>
internal sealed class SlackHome(SlackClient client) : IHome
{
    public string Channel => SlackChannel.ChannelName;

    public DrawnCard Draw(HomeView view) => SlackCards.Draw(view);

    public async Task ShowAsync(KnownAccount account, DrawnCard drawn, CancellationToken cancellationToken)
    {
        if (await client.ViewsPublishAsync(account.Account.Id, drawn.Json["home"]!.AsObject(), cancellationToken)
            is SlackReply.Refused { IsOfWhatIsShown: true, Code: var code })
        {
            using var language = Languages.Use(drawn.Language);
            var sentence = SlackChannel.Instead("", code);
            var page = SlackCards.Home(new HomeView { Summary = sentence, Heading = sentence, Sections = [] });
            await client.ViewsPublishAsync(account.Account.Id, page, cancellationToken);
        }
    }
}
