using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Doors;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>What a door needs: its metadata.</summary>
/// <param name="Scope">The scope of a machine's key; a person has their own rights.</param>
/// <param name="IsForPeople">Whether it says of itself that people may use it; the door refuses them.</param>
internal sealed record NeedsScope(Scopes Scope, bool IsForPeople = true);

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
internal sealed partial class ApiAccess(ApiKeyring keyring, DoorPeople people, ILogger<ApiAccess> logger) : IEndpointFilter, IDisposable
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
        try
        {
            if (await AdmitAsync(http) is { } problem)
            {
                return problem;
            }

            var caller = CallerOf(http);
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

            Used(caller.LogName, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "");
            return await next(context);
        }
        catch (StoreUnavailableException)
        {
            return Unavailable(http);
        }
    }

    /// <summary>Lets a caller in, as a key or a token says who it is; what they may open is asked for afterwards.</summary>
    /// <returns>Why not; null: <see cref="CallerOf"/> has the caller.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ProblemHttpResult?> AdmitAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";

        // Who comes with a key that is not known here yet is counted by address before the store is asked: guessing is slow.
        var text = KeyIn(http);
        if (!keyring.IsRemembered(text) && WaitFor($"address {http.Connection.RemoteIpAddress}") is { } before)
        {
            return TooMany(http, before);
        }

        var (caller, problem) = text.Length == 0 ? (null, null)
            : await keyring.FindAsync(text, http.RequestAborted) is { } machine ? (new DoorCaller(machine, default), null)
            : await FindPersonAsync(http);
        if (caller is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return problem ?? ApiProblem.NoKey();
        }

        if (WaitFor(caller.Key) is { } wait)
        {
            return TooMany(http, wait);
        }

        http.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("policybot.key", caller.LogName);
        http.Items[typeof(DoorCaller)] = caller;
        return null;
    }

    /// <summary>The store does not answer.</summary>
    public static ProblemHttpResult Unavailable(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return ApiProblem.Unavailable();
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    private async Task<(DoorCaller? Caller, ProblemHttpResult? Problem)> FindPersonAsync(HttpContext http)
    {
        var headers = http.Request.Headers.Authorization;
        switch (headers.Count == 1 ? await people.FindAsync(headers[0]!, http.RequestAborted) : null)
        {
            case Identified.Known known:
                return (new DoorCaller(null, known.Actor.Person), null);
            case Identified.NotServed { Why: NotServedBecause.DirectoryUnavailable }:
                http.Response.Headers.RetryAfter = "5";
                return (null, ApiProblem.NoDirectory());
            case Identified.NotServed { Why: var why }:
                return (null, ApiProblem.NotServed(why));
            default:
                return (null, null);
        }
    }

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

    [LoggerMessage(EventId = 910, Level = LogLevel.Debug, Message = "{Caller} asks: {Method} {Door}.")]
    private partial void Used(string caller, string method, string door);
}
