using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Whom a message is for. With the exception it is the key of the living message: what is sent, redrawn and shrunk is its
/// content.</summary>
public abstract record MessageTarget
{
    private MessageTarget()
    {
    }

    /// <summary>Whether a newer message says more than an older one: the older then shrinks, or is not sent at all. Otherwise each stays
    /// current by itself.</summary>
    public abstract bool IsNewestLiving { get; }

    /// <summary>How often it may be sent while a channel does not say whether it arrived; null: as often as it is wanted, because it is
    /// looked for before, or the channel's page says that it may appear twice.</summary>
    public abstract int? MostDoubtfulTries { get; }

    /// <summary>A person, in whichever channel reaches them.</summary>
    /// <param name="Id">The person.</param>
    public sealed record Person(PersonId Id) : MessageTarget
    {
        /// <inheritdoc/>
        public override bool IsNewestLiving => true;

        /// <inheritdoc/>
        public override int? MostDoubtfulTries => null;
    }

    /// <summary>The shared channel that a stage names: several people read it, and each stage has its own card there.</summary>
    public sealed record Place : MessageTarget
    {
        /// <inheritdoc/>
        public override bool IsNewestLiving => false;

        /// <inheritdoc/>
        public override int? MostDoubtfulTries => 2;
    }

    /// <summary>A webhook endpoint: it gets every event in order, and one that may have arrived once more under the same id.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Endpoint(string Id) : MessageTarget
    {
        /// <inheritdoc/>
        public override bool IsNewestLiving => false;

        /// <inheritdoc/>
        public override int? MostDoubtfulTries => null;
    }
}
