using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Record;

/// <summary>
/// Raw rows of Azure Table storage over its REST API ("Query Entities", "Merge Entity", SharedKeyLite), so that the Lab shows what is
/// stored and not what the product says is stored.
/// </summary>
public sealed class TableRows : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _account;
    private readonly byte[] _key;
    private readonly Uri _endpoint;

    /// <summary>Reaches the account of a connection string with key and <c>TableEndpoint</c>.</summary>
    /// <exception cref="FormatException">The connection string lacks one of them.</exception>
    public TableRows(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("AccountName", out var account) || !parts.TryGetValue("AccountKey", out var key)
            || !parts.TryGetValue("TableEndpoint", out var endpoint))
        {
            throw new FormatException("The connection string needs AccountName, AccountKey and TableEndpoint.");
        }

        (_account, _key, _endpoint) = (account, Convert.FromBase64String(key), new Uri(endpoint.TrimEnd('/') + "/"));
    }

    /// <summary>Every row that fits, in key order; none when the table is not there.</summary>
    /// <param name="table">Name of the table, in the case it was created with.</param>
    /// <param name="filter">OData filter; null: all rows.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string table, string? filter, CancellationToken cancellationToken)
    {
        var rows = new List<JsonObject>();
        var more = "";
        do
        {
            using var request =
                Sign(HttpMethod.Get, $"{table}()", (filter is null ? "" : $"$filter={Uri.EscapeDataString(filter)}&") + more);
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return rows;
            }

            response.EnsureSuccessStatusCode();
            var page = Wire.TryParseObject(await response.Content.ReadAsStringAsync(cancellationToken));
            rows.AddRange((page?["value"] as JsonArray ?? []).OfType<JsonObject>());
            more = string.Join('&', Continuation(response.Headers));
        }
        while (more.Length > 0);
        return rows;
    }

    /// <summary>Overwrites one property of a row without a version check.</summary>
    public async Task OverwriteAsync(
        string table, string partition, string row, string property, string value, CancellationToken cancellationToken)
    {
        using var request = Sign(HttpMethod.Patch, $"{table}(PartitionKey='{Escape(partition)}',RowKey='{Escape(row)}')", "");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content =
            new StringContent(new JsonObject { [property] = value }.ToJsonString(Wire.Relaxed), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static IEnumerable<string> Continuation(HttpResponseHeaders headers)
    {
        foreach (var name in new[] { "NextPartitionKey", "NextRowKey" })
        {
            if (headers.TryGetValues("x-ms-continuation-" + name, out var values))
            {
                yield return $"{name}={Uri.EscapeDataString(values.First())}";
            }
        }
    }

    private HttpRequestMessage Sign(HttpMethod method, string resource, string query)
    {
        var request = new HttpRequestMessage(method, new Uri($"{_endpoint}{resource}?{query}"));
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{date}\n/{_account}{request.RequestUri!.AbsolutePath}");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2020-12-06");
        request.Headers.TryAddWithoutValidation("DataServiceVersion", "3.0");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=minimalmetadata");
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"SharedKeyLite {_account}:{Convert.ToBase64String(HMACSHA256.HashData(_key, signed))}");
        return request;
    }
}
