using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>A button of an exception that makes a command: who may, its form, the command, the words when it is done.</summary>
public abstract class ExceptionButton : Button
{
    /// <summary>Whether the person goes on with the next request that waits for them.</summary>
    /// <param name="values">What came back from the client.</param>
    internal virtual bool LeadsToQueue(FormValues values) => false;

    /// <summary>What asks for the values, empty; null: it needs none.</summary>
    internal virtual CardView? Form(ExceptionState state, Asker asker) => null;

    /// <summary>What is wrong with the values before they make a command; null: nothing.</summary>
    internal virtual FieldFault? ReadingFault(FormValues values, Asker asker) => null;

    /// <summary>The person whom the values name, who must be reachable; null for none.</summary>
    internal virtual PersonId? Named(FormValues values, Asker asker) => null;

    /// <summary>The command.</summary>
    /// <param name="state">The state that is decided on; of version 0 where there is no such exception.</param>
    /// <param name="asker">Who pressed it.</param>
    /// <param name="by">The same person, as the record names them.</param>
    /// <param name="values">What came back from the client.</param>
    internal abstract ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values);

    /// <summary>What the person is told once it is stored; null: the status says it.</summary>
    internal virtual string? Done(ExceptionState state, PolicyCatalog catalog) => null;
}

/// <summary>What came back from a form.</summary>
/// <param name="Revision">The revision that the card was about; 0 for none.</param>
/// <param name="Inputs">What was typed, by field id.</param>
public sealed record FormValues(int Revision, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>The comment as typed; empty for none.</summary>
    internal string Comment => Text(FieldIds.Comment);

    /// <summary>What was written in fields for sentences and links, one after the other; empty for nothing.</summary>
    internal string Typed => string.Join(
        "\n",
        new[] { FieldIds.Comment, FieldIds.Conditions, FieldIds.Evidence }.Select(Text).Where(text => !string.IsNullOrWhiteSpace(text)));

    /// <summary>Whether the pressed card was opened from the queue.</summary>
    internal bool IsFromQueue => Text(CardAction.ValueInput) == ApprovalView.FromQueue;

    /// <summary>What was typed in a field; empty for nothing.</summary>
    internal string Text(string field) => Inputs.GetValueOrDefault(field) ?? "";
}
