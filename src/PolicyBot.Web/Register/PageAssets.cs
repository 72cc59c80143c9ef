using Microsoft.AspNetCore.Http;
using PolicyBot.Application.SignIn;

namespace PolicyBot.Web.Register;

/// <summary>What the pages ask for beside themselves; served from the assembly.</summary>
internal static class PageAssets
{
    /// <summary>The files, each with its type.</summary>
    public static IReadOnlyList<(string File, string Type)> All { get; } =
        [("register.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")];

    // By the assembly's own identity: a new version is asked for under a new address.
    private static readonly string Version = typeof(PageAssets).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>The address of one.</summary>
    public static string AddressOf(string file) => $"{RegisterAddress.Page}/{file}?v={Version}";

    /// <summary>Sends one.</summary>
    public static async Task SendAsync(HttpContext context, string file, string type)
    {
        PageResponse.Protect(context);
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "public, max-age=86400";
        await using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"register/{file}")!;
        await stream.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
