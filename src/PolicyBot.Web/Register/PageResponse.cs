using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Web.Register;

/// <summary>How pages go out: never cached, never framed, without scripts, and with words where something fails.</summary>
internal static partial class PageResponse
{
    // No scripts at all; styles and pictures from here alone; forms go here alone.
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sends a page.</summary>
    public static Task SendAsync(HttpContext context, int status, Html page)
    {
        Protect(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(page.ToString(), context.RequestAborted);
    }

    /// <summary>Sends the browser to another page, by GET.</summary>
    public static void Redirect(HttpContext context, string address)
    {
        Protect(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Tells the browser what it may do with what it gets.</summary>
    public static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin"; // the address of a link goes to no other host
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
    }

    /// <summary>
    /// Answers in the browser's language until it is known whose it should be; an outage and a fault are answered with words, and a fault
    /// is logged under the number that the words name.
    /// </summary>
    public static async Task GuardAsync(HttpContext context, Func<HttpContext, Task> answerAsync)
    {
        using var language = Languages.Use(LanguageOf(context));
        try
        {
            await answerAsync(context);
        }
        catch (StoreUnavailableException) when (!context.Response.HasStarted) // else the browser sees that the file broke off
        {
            context.Response.Clear();
            await SendAsync(context, StatusCodes.Status503ServiceUnavailable, PageLayout.Sentence(PageWords.Outage));
        }
#pragma warning disable CA1031 // The edge: the person is answered, and the log has it.
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            context.Response.Clear();
            var id = FaultId.Current;
            Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PageResponse)), id, fault);
            await SendAsync(context, StatusCodes.Status500InternalServerError, PageLayout.Sentence(PageWords.Fault.With(id)));
        }
    }

    /// <summary>The first language of the browser's that is spoken.</summary>
    public static string LanguageOf(HttpContext context)
    {
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString().Split('-')[0].ToLowerInvariant());
        return wanted.FirstOrDefault(Languages.All.Contains) ?? Languages.Default;
    }

    [LoggerMessage(EventId = 901, Level = LogLevel.Error, Message = "A page of the register failed; fault {Id}.")]
    private static partial void Failed(ILogger logger, string id, Exception fault);
}
