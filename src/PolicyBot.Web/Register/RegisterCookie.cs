using Microsoft.AspNetCore.Http;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;

namespace PolicyBot.Web.Register;

/// <summary>The cookie that holds a session's secret.</summary>
internal static class RegisterCookie
{
    /// <summary>Its name: over TLS one that no other host and no plain connection can set.</summary>
    public static string NameFor(RegisterAddress address) => address.IsSecure ? "__Host-policybot" : "policybot";

    /// <summary>What the browser holds; null: nothing of the right form.</summary>
    public static PageSecret? Read(HttpContext context, RegisterAddress address) =>
        PageSecret.Find(context.Request.Cookies[NameFor(address)]);

    /// <summary>Gives it to the browser.</summary>
    public static void Write(HttpContext context, RegisterAddress address, PageSecret session) =>
        context.Response.Cookies.Append(
            NameFor(address), session.Text, OptionsFor(address, RegisterSignIn.SessionHolds));

    /// <summary>Takes it from the browser.</summary>
    public static void Remove(HttpContext context, RegisterAddress address) =>
        context.Response.Cookies.Append(NameFor(address), "", OptionsFor(address, TimeSpan.Zero));

    // Lax: a kept address that is followed from a chat opens the page; what changes something is never a GET.
    private static CookieOptions OptionsFor(RegisterAddress address, TimeSpan holds) => new()
    {
        HttpOnly = true,
        Secure = address.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = holds,
        IsEssential = true,
    };
}
