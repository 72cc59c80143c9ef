using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>A chat that shows the last card of each message, and cannot find a message whose id was lost.</summary>
internal sealed partial class Chat : IChannel
{
    /// <summary>What every message shows, by its id.</summary>
    public SortedDictionary<string, (PersonId To, string Drawn)> Messages { get; } = new(StringComparer.Ordinal);

    public string Name => "teams";

    public DrawnCard Draw(CardView view) => DrawnCard.From([], JsonSerializer.Serialize(view, view.GetType(), ViewJson.Default));

    public Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        var message = (Messages.Count + 1).ToString("D4", CultureInfo.InvariantCulture);
        Messages.Add(message, (recipient.Person, drawn.Hash));
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(new MessageRef(Name, "", recipient.Person.Value, message)));
    }

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken)
    {
        Messages[message.Message] = (Messages[message.Message].To, drawn.Hash);
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(message));
    }

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No stage of these runs has a place.");

    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
        Task.FromResult<FoundAccount>(new FoundAccount.NotHere("neverMet"));

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        Task.FromResult(new DirectoryAnswer(DirectoryVerdict.Member, account.Person.Value, "", ""));

    // tens of thousands of runs draw some dozens of views each
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
    [JsonSerializable(typeof(ApprovalView))]
    [JsonSerializable(typeof(StatusView))]
    private sealed partial class ViewJson : JsonSerializerContext;
}
