using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PolicyBot.Application.Exports;

namespace PolicyBot.Web;

/// <summary>An export as a file: written while it is read, nothing is gathered.</summary>
internal static class ExportResponse
{
    /// <summary>Sends it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="format">The form.</param>
    /// <param name="rows">The lines.</param>
    /// <param name="now">The instant (UTC): its day is in the file's name.</param>
    public static async Task SendAsync(HttpContext context, ExportFormat format, IAsyncEnumerable<ExportRow> rows, DateTimeOffset now)
    {
        var day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        context.Response.ContentType = TypeOf(format);
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"register-{day}.{format.ToString().ToLowerInvariant()}\"";
        context.Response.Headers.CacheControl = "no-store";
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
        {
            body.AllowSynchronousIO = true; // a workbook is a zip file, whose writer ends its parts so
        }

        await ExportWriter.WriteAsync(format, rows, context.Response.Body, () => default, context.RequestAborted);
    }

    private static string TypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/jsonl; charset=utf-8",
    };
}
