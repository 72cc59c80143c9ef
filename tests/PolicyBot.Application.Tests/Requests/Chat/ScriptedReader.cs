using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>A model that reads what a test says; it knows nothing of what it was not told.</summary>
internal sealed class ScriptedReader : IRequestReader
{
    private RequestProposal? _next;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>What it was shown last.</summary>
    public ReadingInput? Last { get; private set; }

    /// <summary>What it reads in the next words, in the notation of <see cref="Transcript"/>.</summary>
    public void Reads(string script)
    {
        var proposal = new RequestProposal("", "", "", "", "", "", "");
        foreach (var part in script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            proposal = name switch
            {
                _ when part == name => proposal with { Intent = Enum.Parse<ProposedIntent>(name, ignoreCase: true) },
                "policy" => proposal with { PolicyId = value },
                "policyQuote" => proposal with { PolicyQuote = value },
                "until" => proposal with { ExpiresOn = value },
                "untilQuote" => proposal with { ExpiresOnQuote = value },
                "scope" => proposal with { Scope = value },
                "owner" => proposal with { OwnerEmail = value },
                "reason" => proposal with { ReasonQuote = value },
                _ when name.StartsWith("change ", StringComparison.Ordinal) => proposal with
                {
                    Changes = [.. proposal.Changes, new ProposedChange(name[7..], value.Split('|')[0], value.Split('|')[^1])],
                },
                _ => throw new ArgumentException($"A model reads no {name}.", nameof(script)),
            };
        }

        _next = proposal;
    }

    public Task<RequestProposal?> ReadAsync(ReadingInput input, CancellationToken cancellationToken)
    {
        (Asked, Last, var answer, _next) = (Asked + 1, input, _next, null);
        return Task.FromResult(answer);
    }
}
