using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Web.Api;

/// <summary>What a door needs: its metadata.</summary>
/// <param name="Scope">The scope of a machine's key.</param>
internal sealed record NeedsScope(Scopes Scope);

/// <summary>Lets callers through the doors: who they are, how often, and what they may open. A fault of ours is a problem too.</summary>
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
            var machine = await FindMachineAsync(http);
            using var lease = limiter.AttemptAcquire(
                machine?.KeyId ?? $"address {http.Connection.RemoteIpAddress}"); // who guesses at keys is slowed too
            if (!lease.IsAcquired)
            {
                var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
                http.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
                return ApiProblem.TooMany(Math.Max(1, wait));
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

    private async Task<MachineActor?> FindMachineAsync(HttpContext http)
    {
        const string Bearer = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var machine = await keyring.FindAsync(header[Bearer.Length..].Trim(), http.RequestAborted);
        if (machine is not null && http.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            activity.SetTag("policybot.key", machine.KeyId);
        }

        if (machine is not null)
        {
            Used(machine.KeyId, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "");
        }

        return machine;
    }

    [LoggerMessage(EventId = 910, Level = LogLevel.Debug, Message = "The key {KeyId} asks: {Method} {Door}.")]
    private partial void Used(string keyId, string method, string door);
}
