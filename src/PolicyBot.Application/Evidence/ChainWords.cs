using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>What is wrong with an event, as the rest of a sentence for operators and auditors.</summary>
public static class ChainWords
{
    /// <summary>Says a fault.</summary>
    public static string Say(ChainFault fault) => fault switch
    {
        ChainFault.NotInSequence => "another event stands in its place; one is gone, comes twice or was moved",
        ChainFault.HashDiffers => "its text does not have the hash that is stored beside it",
        ChainFault.Unreadable => "its text is no event",
        ChainFault.NotCanonical => "its text is not in the form in which events are written",
        ChainFault.OfAnotherException => "it belongs to another exception",
        ChainFault.CommitDiffers => "it names another batch than its row",
        ChainFault.PreviousDiffers => "it names another predecessor than the event before it",
        ChainFault.CannotBeFolded => "it cannot have happened after the events before it",
        ChainFault.Missing => "the head counts it, and it is not there",
        ChainFault.NotInHead => "it is there, and the head does not count it",
        ChainFault.HeadHashDiffers => "the head names another hash for it",
        _ => "the head says something else than the events",
    };
}
