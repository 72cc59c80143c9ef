using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Testing;

/// <summary>The whole of Core, composed. The caller brings the store and the channels.</summary>
public static class WholeCore
{
    /// <summary>
    /// Adds every class of Core that does something, and stand-ins for what most do not look at. What is added later replaces them.
    /// </summary>
    public static IServiceCollection AddWholeCore(this IServiceCollection services, TimeProvider time, IChannel channel)
    {
        foreach (var type in typeof(Reconciler).Assembly.GetExportedTypes()
            .Where(type =>
                type is { IsClass: true, IsSealed: true, IsAbstract: false, IsGenericType: false } && type.GetMethod("<Clone>$") is null))
        {
            services.AddSingleton(type);
        }

        return services
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(channel)
            .AddSingleton<IIdSource, FakeIds>()
            .AddSingleton<ICatalog, FakeCatalog>()
            .AddSingleton<Func<IReadOnlyList<PersonEntry>>>(provider => () => provider.GetRequiredService<ICatalog>().Current.People)
            .AddSingleton<IBackgroundTasks, FakeBackground>()
            .AddSingleton<IAddressBook, FakeAddressBook>()
            .AddSingleton<ICatalogVersions, FakeCatalogVersions>()
            .AddSingleton<ICheckpoints, FakeCheckpoints>()
            .AddSingleton<ITombstones, FakeRegister>()
            .AddSingleton<IDelegations, FakeDelegations>()
            .AddSingleton<IDrafts, FakeDrafts>()
            .AddSingleton<IPeople, FakePeople>()
            .AddSingleton<ICounts, FakeCounts>()
            .AddSingleton<IPageSessions, FakePageSessions>()
            .AddSingleton<IApiKeys, FakeApiKeys>()
            .AddSingleton<IDoorClaims, FakeDoorClaims>()
            .AddSingleton<IWebhooks, FakeWebhooks>()
            .AddSingleton<IWebhookCall, FakeWebhookCall>()
            .AddSingleton<IPersonTokens, FakePersonTokens>()
            .AddSingleton(SettingsKeys.Read([]))
            .AddSingleton(new RegisterAddress(null))
            .AddSingleton<IRegisterOffer>(provider => provider.GetRequiredService<RegisterSignIn>())
            .AddSingleton<IIndex, FakeIndex>()
            .AddSingleton<IListings, FakeListings>()
            .AddSingleton<IInboundDeduplication, FakeSeen>();
    }
}
