using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace PolicyBot.Tables.Tests.Work;

/// <summary>Counts what a store is asked for: requests, tries included, and the entities that it answers with.</summary>
internal sealed class CountedRequests : HttpPipelineSynchronousPolicy
{
    private int requests;
    private int entities;

    /// <summary>What was asked for since the last time this was called.</summary>
    public (int Requests, int Entities) Take() => (Interlocked.Exchange(ref requests, 0), Interlocked.Exchange(ref entities, 0));

    public override void OnReceivedResponse(HttpMessage message)
    {
        Interlocked.Increment(ref requests);
        if (message.Request.Method == RequestMethod.Get && message.Response is { Status: 200 } answer)
        {
            using var body = JsonDocument.Parse(answer.Content);
            Interlocked.Add(ref entities, body.RootElement.TryGetProperty("value", out var rows) ? rows.GetArrayLength() : 1);
        }
    }
}
