using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>What a door needs: its metadata.</summary>
/// <param name="Scope">The scope of a machine's key.</param>
internal sealed record NeedsScope(Scopes Scope);

/// <summary>The parameters that an address of a door may have: its metadata.</summary>
/// <param name="Names">Their names, as they are written.</param>
internal sealed record KnownParameters(params IReadOnlyCollection<string> Names)
{
    /// <summary>Those of a list.</summary>
    public static IReadOnlyCollection<string> OfList { get; } = ["state", "risk", "policyId", "areaId", "person", "q", "sort"];
}

/// <summary>
/// Lets callers through the doors: who they are, how often, and what they may open. An outage of the store is a problem too.
/// </summary>
internal sealed partial class ApiAccess(ApiKeyring keyring, ILogger<ApiAccess> logger) : IEndpointFilter, IDisposable
{
    // A pipeline asks in bursts; a scanner walks lists.
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 100,
            TokensPerPeriod = 20,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }));

    /// <summary>Who came through the door.</summary>
    public static DoorCaller CallerOf(HttpContext context) => (DoorCaller)context.Items[typeof(DoorCaller)]!;

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            // Who comes with a key that is not known here yet is counted by address before the store is asked: guessing is slow.
            var text = KeyIn(http);
            if (!keyring.IsRemembered(text) && WaitFor($"address {http.Connection.RemoteIpAddress}") is { } before)
            {
                return TooMany(http, before);
            }

            var machine = text.Length > 0 ? await keyring.FindAsync(text, http.RequestAborted) : null;
            if (machine is not null && WaitFor(machine.KeyId) is { } wait)
            {
                return TooMany(http, wait);
            }

            if (machine is null)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return ApiProblem.NoKey();
            }

            var caller = new DoorCaller(machine, default);
            var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope ?? Scopes.None;
            if (needed == Scopes.None || !caller.CanUse(needed))
            {
                return ApiProblem.NoScope(string.Join(' ', ScopeNames.NamesOf(needed)));
            }

            // A misspelt filter must not look like one that lets everything through.
            var known = http.GetEndpoint()!.Metadata.GetMetadata<KnownParameters>()?.Names ?? [];
            if (http.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                return ApiProblem.Field(
                    unknown,
                    known.Count == 0 ? "This takes no parameters." : $"There is no such parameter; there are {string.Join(", ", known)}.");
            }

            http.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("policybot.key", machine.KeyId);
            Used(machine.KeyId, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "");
            http.Items[typeof(DoorCaller)] = caller;
            return await next(context);
        }
        catch (StoreUnavailableException)
        {
            http.Response.Headers.RetryAfter = "5";
            return ApiProblem.Unavailable();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    // In seconds; null: they may come in.
    private int? WaitFor(string caller)
    {
        using var lease = limiter.AttemptAcquire(caller);
        return lease.IsAcquired ? null
            : Math.Max(1, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1);
    }

    private static ProblemHttpResult TooMany(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblem.TooMany(seconds);
    }

    private static string KeyIn(HttpContext http)
    {
        const string Bearer = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
    }

    [LoggerMessage(EventId = 910, Level = LogLevel.Debug, Message = "The key {KeyId} asks: {Method} {Door}.")]
    private partial void Used(string keyId, string method, string door);
}
