using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Reports;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Webhooks;
using PolicyBot.Host.Catalog;
using PolicyBot.Host.Time;
using PolicyBot.Host.Workers;
using PolicyBot.Tables;

namespace PolicyBot.Host.Composition;

/// <summary>Puts the application together.</summary>
internal static class PolicyBotServices
{
    /// <summary>The name of the services that give what is stored as it stands, each human by the identity of that time.</summary>
    private const string AsStored = "stored";

    /// <summary>The name of the accounts by what is proven, without what the catalog adds.</summary>
    private const string AsProven = "proven";

    /// <summary>The sections that are the Host's own, and what is only allowed in Development.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PolicyBotOptions>, PolicyBotOptionsCheck>();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageLastsCheck>();
        services.AddOptions<PolicyBotOptions>().Bind(configuration.GetSection(PolicyBotOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsCheck>();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection(AuditOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsCheck>();
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section)).ValidateOnStart();
        return services;
    }

    public static IServiceCollection AddApplication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings(configuration);
        // Not from the options: the server asks for the clock while it is put together, before faults in them are told a line each.
        var clock = configuration.GetSection(PolicyBotOptions.Section)[nameof(PolicyBotOptions.DangerouslyFollowClock)];
        services.AddSingleton<TimeProvider>(_ =>
            string.IsNullOrEmpty(clock) ? TimeProvider.System : new FollowedClock(clock, TimeProvider.System));
        services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton<IIdSource, IdSource>();
        services.AddSingleton<ServedCatalog>();
        services.AddSingleton<KnownAddresses>();
        services.AddSingleton<RemovedEntries>();
        services.AddSingleton<ICatalog>(provider => new ResolvedCatalog(
            provider.GetRequiredService<ServedCatalog>(), provider.GetRequiredService<KnownAddresses>()));
        services.Resolve<IEventStore>((stored, catalog) => new ResolvedEventStore(stored, catalog));
        services.Resolve<IPeople>((stored, catalog) => new ResolvedPeople(stored, () => catalog.Current.Directory));
        services.Resolve<IIndex>((stored, catalog) => new ResolvedIndex(stored, catalog));
        services.Resolve<IDelegations>((stored, catalog) => new ResolvedDelegations(stored, catalog));
        services.Resolve<IDrafts>((stored, catalog) => new ResolvedDrafts(stored, catalog));
        services.AddSingleton<StartSettings>();
        services.AddSingleton<StartReport>();

        services.AddSingleton<ReachabilityRestored>();
        services.AddKeyedSingleton<IPeople>(AsProven, (provider, _) => new ResolvedPeople(
            provider.GetRequiredKeyedService<IPeople>(AsStored), () => provider.GetRequiredService<KnownAddresses>().Directory));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<IdentityLinks>(
            provider,
            provider.GetRequiredKeyedService<IPeople>(AsProven),
            () => provider.GetRequiredService<ICatalog>().Current.People));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AccountStanding>(
            provider, provider.GetRequiredKeyedService<IPeople>(AsProven)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AddressProofs>(
            provider, provider.GetRequiredKeyedService<IPeople>(AsProven)));
        services.AddSingleton<AccountDirectories>();
        services.AddSingleton<LastInteractions>();
        services.AddSingleton<Identification>();
        services.AddSingleton<Reachability>();
        services.AddSingleton<MailAccounts>();
        services.AddSingleton<CatalogReach>();
        services.AddSingleton<WaitingReviews>();
        services.AddSingleton<AccountRemoval>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ExceptionCommits>(
            provider, provider.GetRequiredKeyedService<IEventStore>(AsStored)));
        services.AddSingleton<AssessmentPace>();
        services.AddSingleton<IndexedExceptions>();
        services.AddSingleton<ModelQuestions>();
        services.AddSingleton<Precedents>();
        services.AddSingleton<AssessAndRoute>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<DirectMessages>();
        services.AddSingleton<Digests>();
        services.AddSingleton<ChannelOutages>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueueCards>(
            provider, provider.GetRequiredService<IOptions<PolicyBotOptions>>().Value.FullCards));
        services.AddSingleton<MessageSender>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<AdministratorNotices>();
        services.AddSingleton<MailReports>();
        services.AddSingleton<IdentityNotices>();
        services.AddSingleton<CheckpointMaker>();
        services.AddSingleton<CheckpointNotices>();
        services.AddSingleton<WaitingApprovals>();
        services.AddSingleton<HomePages>();
        services.AddSingleton<Reminders>();
        services.AddSingleton<TimeTriggers>();
        services.AddSingleton<ReviewStart>();
        services.AddSingleton<LinkedRenewal>();
        services.AddSingleton<UnreachedPeople>();
        services.AddSingleton<AutomaticCommands>();
        services.AddSingleton<Projections>();
        services.AddSingleton<RecordCheck>();
        services.AddSingleton<WebhookEndpoints>();
        services.AddSingleton<WebhookNotices>();
        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<WebhookLanes>();
        services.AddSingleton<NextLooks>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<AbandonedDrafts>();
        services.AddSingleton<DueWorkProcessor>();

        services.AddSingleton<ShownMessages>();
        services.AddSingleton<AfterAnswer>();
        services.AddSingleton<AnswerDelivery>();
        services.AddSingleton<WelcomeMessage>();
        services.AddSingleton<InboundIntake>();
        services.AddSingleton<EmergencyStarts>();
        services.AddSingleton<ReviewerShortage>();
        services.AddSingleton<RequestPreparation>();
        services.AddSingleton<RequestSubmission>();
        services.AddSingleton<DraftFactory>();
        services.AddSingleton<DraftPages>();
        services.AddSingleton<DraftStart>();
        services.AddSingleton<LivingPreviews>();
        services.AddSingleton<PreviewRenewal>();
        services.AddSingleton<RequestUnderstanding>();
        services.AddSingleton<ChatDialogue>();
        services.AddSingleton<ChatBeginning>();
        services.AddSingleton<ChatIntake>();
        services.AddSingleton<ChatMetrics>();
        services.AddSingleton<SparedRequests>();
        services.AddSingleton<QuestionAnswers>();
        services.AddSingleton<ExceptionLists>();
        services.AddSingleton<RetiredExceptions>();
        services.AddSingleton<ExceptionPages>();
        services.AddSingleton<PrecedentPages>();
        services.AddSingleton<LongLists>();
        services.AddSingleton<RegisterPages>();
        services.AddSingleton<RegisterOverview>();
        services.AddSingleton(provider => new RegisterAddress(provider.GetRequiredService<IOptions<PolicyBotOptions>>().Value.Origin));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RegisterSignIn>(provider, TimeProvider.System));
        services.AddSingleton<IRegisterOffer>(provider => provider.GetRequiredService<RegisterSignIn>());
        services.AddSingleton(provider => SettingsKeys.Read(provider.GetRequiredService<IOptions<ApiOptions>>().Value.Keys));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ApiKeyring>(provider, TimeProvider.System));
        services.AddSingleton<ActiveExceptions>();
        services.AddSingleton<DoorPeople>();
        services.AddSingleton<DoorPages>();
        services.AddSingleton<DoorDrafts>();
        services.AddSingleton<DoorRequests>();
        services.AddSingleton<DoorPolicies>();
        services.AddSingleton<PageButtons>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<DraftRunner>();
        services.AddSingleton<ApprovalPages>();
        services.AddSingleton<ButtonDispatcher>();
        services.AddSingleton<DelegationCommand>();
        services.AddSingleton<ReassignCommand>();
        services.AddSingleton<LanguageCommand>();
        services.AddSingleton<PersonCommands>();
        services.AddSingleton<TypedCommands>();
        services.AddSingleton<WelcomeReport>();
        services.AddSingleton<InteractionRouter>();
        services.AddSingleton<FieldLookups>();
        return services;
    }

    public static IServiceCollection AddPolicyBotWorkers(this IServiceCollection services)
    {
        services.AddSingleton<BackgroundTasks>();
        services.AddSingleton<IBackgroundTasks>(provider => provider.GetRequiredService<BackgroundTasks>());
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundTasks>());
        services.AddHostedService(provider => provider.GetRequiredService<ServedCatalog>());
        services.AddHostedService<ReconcileWorker>();
        services.AddHostedService<ReachWatch>();
        services.AddHostedService<CatalogChangeWatch>();
        services.AddHostedService<RefusedCatalogWatch>();
        services.AddHostedService<IdentityWatch>();
        services.AddHostedService<CheckpointWatch>();
        services.AddHostedService<WebhookWatch>();
        services.AddSingleton<MonthlyReports>();
        services.AddHostedService<ReportWatch>();
        return services;
    }

    // What is stored is read with the humans of now in it; only commits take it as it stands.
    private static void Resolve<T>(this IServiceCollection services, Func<T, ICatalog, T> wrap)
        where T : class
    {
        var stored = services.Last(service => service.ServiceType == typeof(T)).ImplementationType!;
        services.AddKeyedSingleton(
            AsStored, (provider, _) => (T)ActivatorUtilities.CreateInstance(provider, stored));
        services.AddSingleton(provider =>
            wrap(provider.GetRequiredKeyedService<T>(AsStored), provider.GetRequiredService<ICatalog>()));
    }
}
