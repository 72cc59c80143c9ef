using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Starts the review of a submitted revision once the model has answered. Reconciling never waits for the model: a silent model holds up
/// nothing else.
/// </summary>
public sealed partial class ReviewStart(
    AssessAndRoute assessAndRoute,
    ModelQuestions questions,
    AdministratorNotices administrators,
    IWork work,
    IBackgroundTasks background,
    TimeProvider time,
    ILogger<ReviewStart> logger)
{
    /// <summary>
    /// The command that starts the review, or that notes that no approver can review it; null when there is none to start, or the model is
    /// being asked.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="reconcileAsync">Reconciles it once the answer is there.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; the model is not asked.</exception>
    public async Task<ExceptionCommand?> FindCommandAsync(
        ExceptionState state, Func<ExceptionId, CancellationToken, Task> reconcileAsync, CancellationToken cancellationToken)
    {
        if (state.Status != Status.Submitted)
        {
            return null;
        }

        ModelAnswer? answer = null;
        if (state.Assessment is null // else the model's word stands, also while it is silent: a revision is assessed once
            && await assessAndRoute.FindQuestionAsync(state, cancellationToken) is { } question
            && (answer = questions.Find(question)) is null)
        {
            await AskAsync(question, state, reconcileAsync, cancellationToken);
            return null;
        }

        var command = await assessAndRoute.FindAsync(state, answer, cancellationToken);
        if (command is ExceptionCommand.FailRouting failed)
        {
            if (failed.Failure != state.RoutingFailure)
            {
                NobodyToReview(state.Id);
            }

            await administrators.TellAsync(
                $"stuck|{state.Id}", () => (Words.ToldNobodyHeading, Words.ToldStuck.With(state.Id)), cancellationToken);
        }

        return command;
    }

    private async Task AskAsync(
        ModelQuestion question,
        ExceptionState state,
        Func<ExceptionId, CancellationToken, Task> reconcileAsync,
        CancellationToken cancellationToken)
    {
        var follower = $"review|{state.Id}|{state.Revision}";
        if (!questions.TryFollow(question, follower))
        {
            return;
        }

        var wakeUp = new WakeUp(time.GetUtcNow() + ExceptionCommits.LookAfter, state.Id.Value, WakeUp.Question);
        try
        {
            await work.AddAsync(wakeUp, cancellationToken); // this host may die before the answer is there
        }
        catch
        {
            questions.Leave(question, follower);
            throw;
        }

        background.Wait(async stopping =>
        {
            try
            {
                await questions.AskAsync(question, stopping);
                await reconcileAsync(state.Id, stopping);
                await work.RemoveAsync(wakeUp, stopping);
            }
            finally
            {
                questions.Leave(question, follower);
            }
        });
    }

    [LoggerMessage(
        EventId = 201, Level = LogLevel.Error,
        Message = "Routing {Exception} failed: no approver can review it. Its card says so to the requester, and it is tried again.")]
    private partial void NobodyToReview(ExceptionId exception);
}
