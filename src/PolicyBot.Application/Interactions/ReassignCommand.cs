using System.Text.RegularExpressions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>
/// Takes <c>reassign PX-… from EMAIL to EMAIL because REASON</c>: an administrator gives an approver's seat to another person, and the
/// policy owner is told.
/// </summary>
public sealed partial class ReassignCommand(
    ExceptionCommits commits, CommandRunner commands, Reachability reachability, ICatalog catalog)
{
    /// <summary>Answers what follows the word <c>reassign</c>.</summary>
    public async Task<Answer> SayAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        if (!Access.CanLookAfterInstallation(Subject.From(current, turn.Person)))
        {
            return new Answer(ListView.Sentence(Words.RefusedNotAnAdministrator));
        }

        if (Wish().Match(text) is not { Success: true } wish
            || !ExceptionId.TryParse(wish.Groups["id"].Value, out var id)
            || !PersonId.TryParse(wish.Groups["from"].Value, out var from)
            || !PersonId.TryParse(wish.Groups["to"].Value, out var to))
        {
            return new Answer(ListView.Sentence(Words.ReassignHow));
        }

        var command = new ExceptionCommand.Reassign(
            current.Directory.FindHolder(from), current.Directory.FindHolder(to), wish.Groups["reason"].Value.Trim())
        {
            By = turn.Actor,
        };
        var reached = (await reachability.AmongAsync([command.To], cancellationToken)).Contains(command.To);
        return await commands.AnswerAsync(
            turn,
            await commits.CommitAsync(
                id,
                state => command with { IsBarred = !reached || StageMembers.IsBarred(current.Directory, state, command.To) },
                null,
                cancellationToken),
            _ => Task.FromResult(new Answer(
                ListView.Sentence(Words.Reassigned.With(id, current.NameOf(command.From), current.NameOf(command.To))))),
            refused => Task.FromResult<CardView?>(refused switch
            {
                { State.Version: 0 } => ListView.Sentence(Words.RefusedNotFound),
                { Why: Refusal.NotUnderReview or Refusal.HasEnded } => null, // how it stands
                { Why: Refusal.CannotBeAsked } when !reached =>
                    ListView.Sentence(Words.DelegationUnreachable.With(current.NameOf(command.To))),
                _ => ListView.Sentence(Phrases.Refusal(refused.Why, current)),
            }),
            cancellationToken);
    }

    [GeneratedRegex(
        @"^(?<id>\S+)\s+from\s+(?<from>\S+)\s+to\s+(?<to>[^\s,:;]+)[\s,:;]+(because\s+)?(?<reason>\S.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Wish();
}
