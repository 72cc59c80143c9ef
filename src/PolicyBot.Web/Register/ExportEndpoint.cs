using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Register;

/// <summary>Takes away what a list shows, of what its reader may take away: written while it is read, nothing is gathered.</summary>
internal sealed partial class ExportEndpoint(
    RegisterPages pages, IEventStore store, ICatalogVersions versions, ICatalog catalog, TimeProvider time,
    ILogger<ExportEndpoint> logger)
{
    /// <summary>Where it is.</summary>
    public const string Address = $"{RegisterAddress.Page}/export";

    /// <summary>The parameter that names the form.</summary>
    public const string Format = "format";

    /// <summary>Sends it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="asked">What for.</param>
    public async Task SendAsync(HttpContext context, Visitor visitor, ListAddress asked)
    {
        if (!Enum.TryParse<ExportFormat>(context.Request.Query[Format], ignoreCase: true, out var format) || !Enum.IsDefined(format))
        {
            await PageResponse.SendAsync(
                context, StatusCodes.Status400BadRequest, PageLayout.Sentence(PageWords.ExportUnknown));
            return;
        }

        var isWanted = pages.Filter(visitor.Person, RegisterSearch.Read(asked.Filter, catalog.Current));
        var export = new ExceptionExport(store, new ServedCatalogs(versions), time);
        var leftOut = 0;
        var rows = export.RowsForAsync(
            state => Subject.From(catalog.Current, state, visitor.Person), isWanted, format == ExportFormat.Jsonl, (_, _) => leftOut++,
            context.RequestAborted);
        PageResponse.Protect(context);
        await ExportResponse.SendAsync(context, format, rows, time.GetUtcNow());
        if (leftOut > 0)
        {
            LeftOut(leftOut);
        }
    }

    [LoggerMessage(EventId = 902, Level = LogLevel.Warning,
        Message = "An export from the page left {Count} exceptions out that cannot be read: policybot audit verify names them.")]
    private partial void LeftOut(int count);
}
