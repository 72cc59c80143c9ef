using PolicyBot.Core.Catalog;
using PolicyBot.Core.Channels;
using PolicyBot.Core.People;
using PolicyBot.Core.Time;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Notices;

/// <summary>Tells administrators of what only they can mend, once a day and matter. Never about a message to an administrator: that would go on for ever.</summary>
public sealed class AdministratorNotices(IPeople people, Reachability reachability, ICatalog catalog, TimeProvider time)
{
    /// <summary>Tells them.</summary>
    /// <param name="matter">What it is about, the same for the same trouble; nothing that somebody typed.</param>
    /// <param name="heading">The heading.</param>
    /// <param name="sentence">What is wrong, and what to do.</param>
    public async Task TellAsync(string matter, string heading, string sentence, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var claim = $"told|{CatalogTime.Today(time.GetUtcNow(), current.TimeZone):yyyy-MM-dd}|{matter}";
        var view = new ListView { Summary = heading, Heading = heading, Intro = [TextPart.Paragraph(sentence)], Lines = [] };
        foreach (var person in current.Roles.Administrators)
        {
            if (await people.TryClaimAsync(person, claim, cancellationToken))
            {
                foreach (var account in await reachability.AccountsAsync(person, cancellationToken))
                {
                    var channel = reachability.ChannelOf(account.Account.Channel)!;
                    if (await channel.SendAsync(account, channel.Draw(view), "", cancellationToken) is SendOutcome.Sent)
                    {
                        break;
                    }
                }

                await people.ConfirmAsync(person, claim, cancellationToken);
            }
        }
    }
}
