using Microsoft.AspNetCore.Http;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;

namespace PolicyBot.Web.Register;

/// <summary>The pages for who is signed in.</summary>
internal sealed class RegisterEndpoint(
    RegisterSignIn signIn, RegisterAddress address, RegisterPages pages, RegisterOverview overview, ExportEndpoint export, ICatalog catalog)
{
    private const int LongestValue = 300;
    private const int LongestShown = 40;

    /// <summary>The list.</summary>
    public Task ListAsync(HttpContext context) => ForVisitorAsync(context, async visitor =>
    {
        var (asked, leftOut) = AskedIn(context);
        var list = await pages.ListAsync(
            visitor.Person, RegisterSearch.Read(asked.Filter, catalog.Current), asked.After, asked.Shown, context.RequestAborted);
        return (StatusCodes.Status200OK, ListPage.Render(visitor, asked, list, catalog.Current, leftOut));
    });

    /// <summary>What a list shows, as a file.</summary>
    public Task ExportAsync(HttpContext context) =>
        ServeAsync(context, visitor => AskedIn(context) is { LeftOut: { Count: > 0 } wrong }
            ? PageResponse.SendAsync(
                context, StatusCodes.Status400BadRequest,
                PageLayout.Sentence(PageWords.ExportFilterUnknown.With(string.Join(", ", wrong))))
            : export.SendAsync(context, visitor, AskedIn(context).Asked));

    /// <summary>The pictures.</summary>
    public Task OverviewAsync(HttpContext context) => ForVisitorAsync(context, async visitor => (
        StatusCodes.Status200OK,
        OverviewPage.Render(visitor, await overview.ReadAsync(visitor.Person, context.RequestAborted))));

    /// <summary>One exception.</summary>
    public Task RecordAsync(HttpContext context) => ForVisitorAsync(context, async visitor =>
    {
        var id = context.Request.RouteValues["id"]?.ToString() ?? "";
        if (await pages.ReadAsync(visitor.Person, id, context.RequestAborted) is { } record)
        {
            return (StatusCodes.Status200OK, RecordPage.Render(visitor, record));
        }

        return await pages.SayRetiredAsync(visitor.Person, id, context.RequestAborted) is { } retired
            ? (StatusCodes.Status410Gone, Sentence(visitor, PageWords.RetiredHeading, retired))
            : (StatusCodes.Status404NotFound, Sentence(visitor, PageWords.NotFoundHeading, PageWords.NotFound));
    });

    private static Html Sentence(Visitor visitor, string heading, string sentence) =>
        PageLayout.Page(visitor, heading, "", Html.From($"<h1>{heading}</h1><p>{sentence}</p>"));

    // A filter that is misspelt would show too much without a word.
    private (ListAddress Asked, IReadOnlyList<string> LeftOut) AskedIn(HttpContext context)
    {
        string ValueOf(string name) => context.Request.Query[name].ToString() is { Length: <= LongestValue } value ? value : "";
        var (asked, leftOut) = ListAddress.Read(ValueOf).WithoutUnknown(catalog.Current, context.Request.Query.Keys, ValueOf);
        return (asked,
        [
            .. leftOut,
            .. context.Request.Query.Where(one => one.Value.ToString().Length > LongestValue)
                .Select(one => $"{one.Key}={one.Value.ToString()[..LongestShown]}…"),
        ]);
    }

    private Task ForVisitorAsync(HttpContext context, Func<Visitor, Task<(int Status, Html Page)>> renderAsync) =>
        ServeAsync(context, async visitor =>
        {
            var (status, page) = await renderAsync(visitor);
            await PageResponse.SendAsync(context, status, page);
        });

    // The session's row, the account and the right to be here are looked at each time.
    private async Task ServeAsync(HttpContext context, Func<Visitor, Task> serveAsync)
    {
        var session = RegisterCookie.Read(context, address);
        if (await signIn.FindVisitorAsync(session, context.RequestAborted) is not { } visitor)
        {
            if (session is not null)
            {
                RegisterCookie.Remove(context, address);
            }

            await PageResponse.SendAsync(
                context, StatusCodes.Status401Unauthorized,
                PageLayout.Sentence(
                    session is null ? PageWords.HowToEnter : $"{PageWords.SessionOver} {PageWords.HowToEnter}"));
            return;
        }

        using var language = Languages.Use(visitor.Language);
        await serveAsync(visitor);
    }
}
