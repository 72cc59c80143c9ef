using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PolicyBot.Application.People;

namespace PolicyBot.Web.Api;

/// <summary>What is wrong with a request, as RFC 9457 says it; <c>errors</c> names the fields.</summary>
internal static class ApiProblem
{
    /// <summary>A value of a request is wrong.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="why">Why, as a sentence.</param>
    public static ProblemHttpResult Field(string field, string why) =>
        Fields(new Dictionary<string, string[]> { [field] = [why] });

    /// <summary>Values of a request are wrong.</summary>
    public static ProblemHttpResult Fields(IDictionary<string, string[]> faults) => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        title: "The request has faults.",
        detail: string.Join(' ', faults.Select(fault => $"{fault.Key}: {string.Join(' ', fault.Value)}")),
        extensions: new Dictionary<string, object?> { ["errors"] = faults });

    /// <summary>There is none, or the caller may not see it.</summary>
    public static ProblemHttpResult NotFound(string id) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such exception.", detail: $"No exception {id} is open to you.");

    /// <summary>Neither a key nor a token, or one that opens nothing.</summary>
    public static ProblemHttpResult NoKey() => TypedResults.Problem(
        statusCode: StatusCodes.Status401Unauthorized,
        title: "A key or a token is missing.",
        detail: "Send Authorization: Bearer KEY, with a key that was made with policybot api-key create, or an access token of Entra ID "
            + "for the bot's app. This one is missing, unknown, expired or revoked.");

    /// <summary>The token is good, and its person is not served.</summary>
    public static ProblemHttpResult NotServed(NotServedBecause why) => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden,
        title: "This person is not served.",
        detail: why switch
        {
            NotServedBecause.Unknown => "PolicyBot does not know this account: write to it once in Teams, then call again.",
            NotServedBecause.Guest => "Guests are not served.",
            NotServedBecause.Deactivated => "The account is switched off.",
            NotServedBecause.Ambiguous => "More than one person of the catalog fits this account: an administrator corrects the catalog.",
            _ => "The directory has no address of this account, and the catalog lists none.",
        });

    /// <summary>It can't be said now who this is.</summary>
    public static ProblemHttpResult NoDirectory() => TypedResults.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, title: "The directory does not answer.", detail: "Try again in a moment.");

    /// <summary>The key does not open this door.</summary>
    public static ProblemHttpResult NoScope(string scope) => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "The key does not open this.", detail: $"This needs the scope {scope}.");

    /// <summary>It can't be done as things stand.</summary>
    public static ProblemHttpResult Refused(int status, string title, string detail) =>
        TypedResults.Problem(statusCode: status, title: title, detail: detail);

    /// <summary>Too many requests.</summary>
    public static ProblemHttpResult TooMany(int seconds) => TypedResults.Problem(
        statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests.", detail: $"Try again in {seconds} s.");

    /// <summary>The store does not answer.</summary>
    public static ProblemHttpResult Unavailable() => TypedResults.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store does not answer.", detail: "Try again in a moment.");
}
