using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Views;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Benchmarks;

/// <summary>The whole of Core, put together from whatever it consists of; what is stored and sent is a benchmark's own.</summary>
internal static class WholeCore
{
    /// <summary>Adds every class of Core that does something, and stand-ins for what a benchmark does not measure. What is added later replaces them.</summary>
    public static IServiceCollection AddWholeCore(this IServiceCollection services, TimeProvider time, IChannel channel)
    {
        foreach (var type in typeof(Settlement).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsSealed: true, IsAbstract: false, IsGenericType: false } && type.GetMethod("<Clone>$") is null))
        {
            services.AddSingleton(type);
        }

        return services
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(channel)
            .AddSingleton<IIdSource, DecisionBenchmarks.Numbered>()
            .AddSingleton<ICatalog, FakeCatalog>()
            .AddSingleton<IBackground, FakeBackground>()
            .AddSingleton<IDelegations, FakeDelegations>()
            .AddSingleton<IPeople, FakePeople>()
            .AddSingleton<IIndex, FakeIndex>()
            .AddSingleton<ISeen, FakeSeen>();
    }

    /// <summary>A chat that takes everything and keeps nothing.</summary>
    internal sealed class DeafChannel : IChannel
    {
        private int sent;

        public string Name => "teams";

        /// <summary>How many messages it took.</summary>
        public int Sent => sent;

        public string Draw(CardView view) => view.Summary;

        public Task<SendOutcome> SendAsync(KnownAccount recipient, string drawn, string noticeId, CancellationToken cancellationToken) =>
            Task.FromResult<SendOutcome>(new SendOutcome.Sent(new MessageRef(Name, "", recipient.Conversation, Interlocked.Increment(ref sent).ToString(System.Globalization.CultureInfo.InvariantCulture))));

        public Task<SendOutcome> UpdateAsync(MessageRef message, string drawn, CancellationToken cancellationToken) => Task.FromResult<SendOutcome>(new SendOutcome.Sent(message));

        public Task<SendOutcome> PostAsync(string place, string drawn, string noticeId, CancellationToken cancellationToken) =>
            SendAsync(new KnownAccount { Account = new ChannelAccount(Name, "", place), Conversation = place }, drawn, noticeId, cancellationToken);

        public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
            Task.FromResult(new DirectoryAnswer(DirectoryVerdict.Unknown, "", "", ""));

        public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
            Task.FromResult<FoundAccount>(new FoundAccount.Here(new KnownAccount { Account = new ChannelAccount(Name, "", person.Value), Person = person, Conversation = person.Value }));
    }
}
