using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace PolicyBot.Lab.Page;

/// <summary>The page's own files, which are inside the assembly, and the two libraries from npm.</summary>
internal static class PageFiles
{
    private static readonly FileExtensionContentTypeProvider _types = new();
    private static readonly Dictionary<string, string> _libraries = new()
    {
        ["/lib/adaptivecards.min.js"] = "adaptivecards/dist/adaptivecards.min.js",
        ["/lib/markdown-it.min.js"] = "markdown-it/dist/markdown-it.min.js",
    };

    public static async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value is null or "/" ? "/index.html" : context.Request.Path.Value;
        await using var file = Open(path);
        if (file is null)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType =
            (_types.TryGetContentType(path, out var type) ? type : "application/octet-stream") + "; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";

        // Cards hold other people's text: a script that gets through the renderer must not run.
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; " +
            "frame-ancestors 'none'";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static Stream? Open(string path) => _libraries.TryGetValue(path, out var package)
        ? File.OpenRead(NpmPackages.PathOf(package))
        : Assembly.GetExecutingAssembly().GetManifestResourceStream("wwwroot" + path);
}
