using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A model that answers when a test says so.</summary>
internal sealed class SlowModel : IRiskAssessor
{
    private TaskCompletionSource<ModelAnswer> _answer = new();

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>The languages that it was asked to write in, in order.</summary>
    public List<string> Languages { get; } = [];

    public Task<ModelAnswer> AssessAsync(AssessmentInput input, CancellationToken cancellationToken)
    {
        Asked++;
        Languages.Add(input.Language);
        return _answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>It answers, from now on at once.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="missing">What it misses.</param>
    public void Answers(RiskLabel label, params string[] missing) => _answer.SetResult(new ModelAnswer.Answered(
        new ModelResult("An account signs in without a second factor.", label, "It reaches the build server.", [], missing, "model-1", "assess",
        "p1", 900, 120, 1400)));

    /// <summary>It fails, from now on at once.</summary>
    public void Fails(string why)
    {
        _answer.TrySetResult(new ModelAnswer.Unavailable(why));
        _answer = new();
        _answer.SetResult(new ModelAnswer.Unavailable(why));
    }
}
