using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;

namespace PolicyBot.Web.Register;

/// <summary>What stands around the content of every page.</summary>
internal static class PageLayout
{
    /// <summary>The field of a form that proves where it comes from.</summary>
    public const string FormProof = "proof";

    /// <summary>A page for who is signed in.</summary>
    /// <param name="visitor">Who looks at it.</param>
    /// <param name="title">Its title.</param>
    /// <param name="current">The address of the part it belongs to.</param>
    /// <param name="content">What stands in it.</param>
    public static Html Page(Visitor visitor, string title, string current, Html content)
    {
        var parts = new[]
        {
            (Address: RegisterAddress.Page, Title: PageWords.PartList), (Address: OverviewPage.Address, Title: PageWords.PartOverview),
        }.Select(part =>
        {
            var mark = part.Address == current ? Html.From($" aria-current=\"page\"") : Html.Empty;
            return Html.From($"""<li><a href="{part.Address}"{mark}>{part.Title}</a></li>""");
        });
        return Whole(title, Html.From($"""
            <a class="skip" href="#content">{PageWords.Skip}</a>
            <header>
            <p class="brand"><a href="{RegisterAddress.Page}">{PageWords.Brand}</a></p>
            <nav aria-label="{PageWords.Parts}"><ul>{parts}</ul></nav>
            <form method="post" action="{RegisterEndpoints.Leave}" class="leave">
            <span>{visitor.Actor.Name}</span>
            <input type="hidden" name="{FormProof}" value="{visitor.Session.Sign(FormProof)}">
            <button>{PageWords.Leave}</button>
            </form>
            </header>
            <main id="content">
            {content}
            </main>
            """));
    }

    /// <summary>A page for who is not signed in, with a sentence and nothing else.</summary>
    public static Html Sentence(string sentence) => Alone(PageWords.Brand, Html.From($"<p>{sentence}</p>"));

    /// <summary>A page for who is not signed in.</summary>
    public static Html Alone(string heading, Html content) =>
        Whole(heading, Html.From($"""<main id="content" class="alone"><h1>{heading}</h1>{content}</main>"""));

    private static Html Whole(string title, Html body) => Html.From($"""
        <!DOCTYPE html>
        <html lang="{Languages.Current}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title}{(title == PageWords.Brand ? "" : $" · {PageWords.Brand}")}</title>
        <link rel="stylesheet" href="{PageAssets.AddressOf("register.css")}">
        <link rel="icon" href="{PageAssets.AddressOf("icon.svg")}">
        </head>
        <body>
        {body}
        </body>
        </html>
        """);
}
