using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Reports;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Lists that may be longer than one message, from their beginning or from where <c>More</c> was pressed.</summary>
public sealed class LongLists(
    ExceptionPages pages, QuestionAnswers answers, PrecedentPages precedents, Digests digests, MonthlyReports reports,
    TimeProvider time)
{
    /// <summary>What is due for a person today.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<Answer> DueAsync(Interaction turn, CancellationToken cancellationToken) => DueAsync(turn, 0, cancellationToken);

    /// <summary>The first day of the month whose report what stands after the word asks for; null: of none that is over.</summary>
    internal DateOnly? MonthOf(string typed) => ReportMonth.Read(typed, reports.LastMonth);

    /// <summary>How policies and groups fared in a month, as far as the person is told that.</summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="month">Its first day.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> ReportAsync(Interaction turn, DateOnly month, CancellationToken cancellationToken) =>
        new(await reports.ShowAsync(turn.Person, month, cancellationToken));

    /// <summary>What was decided before on what is like an exception.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> PrecedentsAsync(Interaction turn, ExceptionId id, CancellationToken cancellationToken) =>
        new(await precedents.ShowAsync(turn.Person, id, 0, cancellationToken));

    /// <summary>Goes on with a list.</summary>
    /// <param name="turn">Who reads it.</param>
    /// <param name="value">The value of the button that was pressed.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer> MoreAsync(Interaction turn, string value, CancellationToken cancellationToken)
    {
        var (list, shown) = ShowMore.Read(value);
        return await answers.GoOnAsync(turn.Person, list, shown, cancellationToken) is { } answer ? new Answer(answer)
            : ShowMore.DayOf(list) is { } day
            ? new Answer(await digests.NewsListAsync(turn.Person, day, shown, cancellationToken))
            : ShowMore.PrecedentsOf(list) is { } id ? new Answer(await precedents.ShowAsync(turn.Person, id, shown, cancellationToken))
            : list == ShowMore.Due ? await DueAsync(turn, shown, cancellationToken)
            : await pages.MineAsync(turn.Person, shown, cancellationToken);
    }

    private async Task<Answer> DueAsync(Interaction turn, int shown, CancellationToken cancellationToken) =>
        new(await digests.DueListAsync(turn.Person, time.GetUtcNow(), shown, cancellationToken));
}
