using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests;

/// <summary>Reports that a request finds no reviewer: to the log, and to the administrators.</summary>
public sealed partial class ReviewerShortage(
    AdministratorNotices administrators, IBackgroundTasks background, ILogger<ReviewerShortage> logger)
{
    /// <summary>Reports it; the administrators are told in the background.</summary>
    /// <param name="draft">The number of the draft.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="group">The group that should review it.</param>
    public void Report(ExceptionId draft, Policy policy, string group)
    {
        NobodyReviews(draft, policy.Id, group);
        background.Run(stopping => administrators.TellAsync(
            $"nobody|{policy.Id}|{group}", () => (Words.ToldNobodyHeading, Words.ToldNobody.With(policy.Id, group)), stopping));
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Error,
        Message = "Routing of {Exception} failed: {Group} has no approver for {Policy}. The requester was told; correct the catalog.")]
    private partial void NobodyReviews(ExceptionId exception, string policy, string group);
}
