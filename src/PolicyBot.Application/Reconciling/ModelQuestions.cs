using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Asks the model once per requester, content and language: the preview and the reconciler share the answer. It is kept as long as
/// something follows the question.
/// </summary>
/// <param name="catalog">The catalog that serves.</param>
/// <param name="assessors">The model; none when none is configured.</param>
/// <param name="pace">How often it may be asked.</param>
public sealed class ModelQuestions(ICatalog catalog, IEnumerable<IRiskAssessor> assessors, AssessmentPace pace)
{
    private readonly IRiskAssessor? _assessor = assessors.FirstOrDefault();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FollowedQuestion> _followed = new(StringComparer.Ordinal);

    /// <summary>Whether a model is configured.</summary>
    public bool HasModel => _assessor is not null;

    /// <summary>The question about a request; null when there is no model, or no such policy.</summary>
    /// <param name="content">What is asked for.</param>
    /// <param name="durationDays">Days from the day of submission to the end.</param>
    /// <param name="requester">Who asks: their calls are counted.</param>
    /// <param name="language">The one that they read, one of <see cref="Views.Languages.All"/>.</param>
    public ModelQuestion? About(RequestContent content, int durationDays, PersonId requester, string language) =>
        HasModel && catalog.Current.Policy(content.PolicyId) is { } policy
            ? new ModelQuestion(requester, new AssessmentInput(
                policy.Id,
                policy.Name,
                policy.Text,
                content.Title,
                content.Justification,
                content.Scope,
                content.CompensatingControls,
                content.ImpactIfDenied,
                content.Fields,
                durationDays,
                language))
            : null;

    /// <summary>Follows a question until <see cref="Leave"/>.</summary>
    /// <param name="question">The question.</param>
    /// <param name="follower">What the answer is for.</param>
    /// <returns>False: this follower follows it already.</returns>
    public bool TryFollow(ModelQuestion question, string follower)
    {
        lock (_gate)
        {
            if (!_followed.TryGetValue(question.Key, out var followed))
            {
                _followed[question.Key] = followed = new FollowedQuestion();
            }

            return followed.Followers.Add(follower);
        }
    }

    /// <summary>Asks, unless it is being asked or answered already. The question must be followed.</summary>
    public Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        Lazy<Task<ModelAnswer>> answer;
        lock (_gate)
        {
            answer = _followed[question.Key].Answer ??= new(() => AskModelAsync(question, cancellationToken));
        }

        return answer.Value;
    }

    /// <summary>The answer; null while there is none.</summary>
    public ModelAnswer? Find(ModelQuestion question)
    {
        lock (_gate)
        {
            var answer = _followed.GetValueOrDefault(question.Key)?.Answer;
            return answer is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } answered } ? answered.Result : null;
        }
    }

    /// <summary>Follows a question no more; the last follower takes the answer along.</summary>
    public void Leave(ModelQuestion question, string follower)
    {
        lock (_gate)
        {
            if (_followed.TryGetValue(question.Key, out var followed)
                && followed.Followers.Remove(follower)
                && followed.Followers.Count == 0)
            {
                _followed.Remove(question.Key);
            }
        }
    }

    private async Task<ModelAnswer> AskModelAsync(ModelQuestion question, CancellationToken cancellationToken) =>
        pace.TryTake(question.Requester)
        ? await _assessor!.AssessAsync(question.Input, cancellationToken)
        : new ModelAnswer.Unavailable(AssessmentPace.Limited);

    private sealed class FollowedQuestion
    {
        public HashSet<string> Followers { get; } = new(StringComparer.Ordinal);

        public Lazy<Task<ModelAnswer>>? Answer { get; set; }
    }
}

/// <summary>What the model is asked, and on whose account.</summary>
/// <param name="Requester">Who asks.</param>
/// <param name="Input">What the model is shown.</param>
public sealed record ModelQuestion(PersonId Requester, AssessmentInput Input)
{
    /// <summary>The same for the same requester, content and language.</summary>
    internal string Key { get; } = string.Join('\u001f', [
        Requester.Value,
        Input.PolicyId,
        Input.PolicyText,
        Input.Title,
        Input.Justification,
        Input.Scope,
        Input.CompensatingControls,
        Input.ImpactIfDenied,
        Input.DurationDays.ToString(CultureInfo.InvariantCulture),
        Input.Language,
        .. Input.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}\u001e{field.Value}")]);
}
