using Microsoft.AspNetCore.Http;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;

namespace PolicyBot.Web.Register;

/// <summary>Into the pages by a link, and out again.</summary>
internal sealed class SignInEndpoint(RegisterSignIn signIn, RegisterAddress address)
{
    /// <summary>A link is opened, by its person or by a scanner: it says who would sign in, and changes nothing.</summary>
    public async Task LookAsync(HttpContext context)
    {
        var link = PageSecret.Find(context.Request.Query[RegisterAddress.LinkKey]);
        var state = await signIn.LookAsync(link, context.RequestAborted);
        using var language = Languages.Use(state.Language ?? Languages.Current);
        if (state is not LinkState.Good good)
        {
            await RefuseAsync(context, state);
            return;
        }

        await PageResponse.SendAsync(context, StatusCodes.Status200OK, PageLayout.Alone(PageWords.EnterAs.With(good.Name), Html.From($"""
            <p>{PageWords.EnterOnce}</p>
            <form method="post" action="{RegisterAddress.Enter}">
            <input type="hidden" name="{RegisterAddress.LinkKey}" value="{link!.Text}">
            <button class="primary">{PageWords.Enter}</button>
            </form>
            """)));
    }

    /// <summary>The button of that page is pressed: the link is used up.</summary>
    public async Task EnterAsync(HttpContext context)
    {
        if (!FromHere(context))
        {
            await PageResponse.SendAsync(context, StatusCodes.Status403Forbidden, PageLayout.Sentence(PageWords.FromElsewhere));
            return;
        }

        var link = PageSecret.Find(await FieldAsync(context, RegisterAddress.LinkKey));
        var state = await signIn.EnterAsync(link, context.Request.Headers.UserAgent, context.RequestAborted);
        using var language = Languages.Use(state.Language ?? Languages.Current);
        if (state is not LinkState.Entered entered)
        {
            await RefuseAsync(context, state);
            return;
        }

        RegisterCookie.Write(context, address, entered.Session);
        PageResponse.Redirect(context, RegisterAddress.Page);
    }

    /// <summary>A person leaves.</summary>
    public async Task LeaveAsync(HttpContext context)
    {
        if (RegisterCookie.Read(context, address) is not { } session)
        {
            await PageResponse.SendAsync(context, StatusCodes.Status200OK, PageLayout.Sentence(PageWords.Left));
            return;
        }

        if (!FromHere(context) || !session.Verify(PageLayout.FormProof, await FieldAsync(context, PageLayout.FormProof)))
        {
            await PageResponse.SendAsync(context, StatusCodes.Status403Forbidden, PageLayout.Sentence(PageWords.FromElsewhere));
            return;
        }

        var visitor = await signIn.FindVisitorAsync(session, context.RequestAborted);
        using var language = Languages.Use(visitor?.Language ?? Languages.Current);
        await signIn.LeaveAsync(session, context.RequestAborted);
        RegisterCookie.Remove(context, address);
        await PageResponse.SendAsync(context, StatusCodes.Status200OK, PageLayout.Sentence(PageWords.Left));
    }

    private static Task RefuseAsync(HttpContext context, LinkState state)
    {
        var (status, words) = state switch
        {
            LinkState.Used => (StatusCodes.Status410Gone, PageWords.LinkUsed),
            LinkState.Late => (StatusCodes.Status410Gone, PageWords.LinkLate),
            LinkState.Refused => (StatusCodes.Status403Forbidden, PageWords.LinkRefused),
            LinkState.Untold => (StatusCodes.Status503ServiceUnavailable, PageWords.Untold),
            _ => (StatusCodes.Status404NotFound, PageWords.LinkUnknown),
        };
        return PageResponse.SendAsync(context, status, PageLayout.Sentence(words));
    }

    // Browsers say where a form comes from; one that does not is taken by what it sends along.
    private bool FromHere(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
            && (headers.Origin.ToString() is "" || headers.Origin == address.Origin!.GetLeftPart(UriPartial.Authority));
    }

    private static async Task<string?> FieldAsync(HttpContext context, string name) =>
        context.Request.HasFormContentType && context.Request.ContentLength is <= 4_096
            ? (await context.Request.ReadFormAsync(context.RequestAborted))[name].ToString()
            : null;
}
