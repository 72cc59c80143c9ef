using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.Conversation.Talk;
using PolicyBot.Core.Notices;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Host.Catalog;
using PolicyBot.Host.Time;
using PolicyBot.Host.Workers;
using PolicyBot.Tables;

namespace PolicyBot.Host.Composition;

/// <summary>Puts Core together.</summary>
internal static class PolicyBotServices
{
    public static IServiceCollection AddPolicyBotCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PolicyBotOptions>, PolicyBotOptionsCheck>();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageLastsCheck>();
        services.AddOptions<PolicyBotOptions>().Bind(configuration.GetSection(PolicyBotOptions.Section)).ValidateOnStart();
        // Not from the options: the server asks for the clock while it is put together, before faults in them are told a line each.
        var clock = configuration.GetSection(PolicyBotOptions.Section)[nameof(PolicyBotOptions.DangerouslyFollowClock)];
        services.AddSingleton<TimeProvider>(_ => string.IsNullOrEmpty(clock) ? TimeProvider.System : new FollowedClock(clock, TimeProvider.System));
        services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton<IIdSource, IdSource>();
        services.AddSingleton<ServedCatalog>();
        services.AddSingleton<ICatalog>(provider => provider.GetRequiredService<ServedCatalog>());
        services.AddSingleton<StartReport>();

        services.AddSingleton<ReachedAgain>();
        services.AddSingleton<Identification>();
        services.AddSingleton<Reachability>();
        services.AddSingleton<CatalogReach>();
        services.AddSingleton<WaitingReviews>();
        services.AddSingleton<Departures>();
        services.AddSingleton<ExceptionCommits>();
        services.AddSingleton<AssessmentPace>();
        services.AddSingleton<Precedents>();
        services.AddSingleton<Triage>();
        services.AddSingleton<ModelQuestions>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<DirectMessages>();
        services.AddSingleton<Digests>();
        services.AddSingleton<NoticeDelivery>();
        services.AddSingleton<AdministratorNotices>();
        services.AddSingleton<WaitingApprovals>();
        services.AddSingleton<HomePages>();
        services.AddSingleton<Reminders>();
        services.AddSingleton<PassingTime>();
        services.AddSingleton<Settlement>();
        services.AddSingleton<LeftDrafts>();
        services.AddSingleton<WorkSweep>();

        services.AddSingleton<AfterAnswer>();
        services.AddSingleton<EmergencyStarts>();
        services.AddSingleton<RequestSubmission>();
        services.AddSingleton<DraftScreens>();
        services.AddSingleton<PreviewRenewal>();
        services.AddSingleton<RequestDesk>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<DelegationDesk>();
        services.AddSingleton<OwnerDesk>();
        services.AddSingleton<Committing>();
        services.AddSingleton<KeepingDesk>();
        services.AddSingleton<PromiseDesk>();
        services.AddSingleton<ShowDesk>();
        services.AddSingleton<RequestUnderstanding>();
        services.AddSingleton<TalkDesk>();
        services.AddSingleton<CoachDesk>();
        services.AddSingleton<FrontDesk>();
        return services;
    }

    public static IServiceCollection AddPolicyBotWorkers(this IServiceCollection services)
    {
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<IBackground>(provider => provider.GetRequiredService<BackgroundWork>());
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundWork>());
        services.AddHostedService(provider => provider.GetRequiredService<ServedCatalog>());
        services.AddHostedService<SettleWorker>();
        services.AddHostedService<ReachWatch>();
        return services;
    }
}
