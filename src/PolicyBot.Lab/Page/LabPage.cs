using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Record;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.Lab.Page;

/// <summary>The Lab's page and what it asks for: people's chats, their clicks, the clock, the stored rows.</summary>
public sealed class LabPage : IAsyncDisposable
{
    /// <summary>The port the page has when it is free.</summary>
    public const int UsualPort = 5080;

    private readonly PolicyBotLab _lab;
    private readonly CancellationTokenSource _closing = new();
    private LoopbackServer? _server;
    private ByteChange? _change;

    private LabPage(PolicyBotLab lab) => _lab = lab;

    /// <summary>Where the page is.</summary>
    public Uri Address => _server!.Address;

    private SlackWorkspace Workspace => _lab.Workspace ?? throw new InvalidOperationException("There is no Slack here.");

    /// <summary>Serves the page on this port, or on a free one when it is taken.</summary>
    public static async Task<LabPage> StartAsync(PolicyBotLab lab, int port, CancellationToken cancellationToken)
    {
        var page = new LabPage(lab);
        page._server = await LoopbackServer.StartAsync(page.AnswerAsync, cancellationToken, port: LoopbackServer.ChoosePort(port));
        return page;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _server!.DisposeAsync();
        _closing.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var posts = HttpMethods.IsPost(context.Request.Method);

        // Another site in the same browser must neither read the Lab (a name bound to 127.0.0.1) nor press its buttons (a form of its own).
        if (context.Request.Host.Host is not ("127.0.0.1" or "localhost") || (posts && !context.Request.HasJsonContentType()))
        {
            context.Response.StatusCode = 403;
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        try
        {
            var path = (context.Request.Path.Value ?? "/").Trim('/').Split('/');
            if (path is ["api", "changes"])
            {
                await StreamChangesAsync(context.Response, ends.Token);
            }
            else if (path is ["api", ..])
            {
                await AnswerJsonAsync(context, path[1..], posts, ends.Token);
            }
            else
            {
                await PageFiles.ServeAsync(context);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task AnswerJsonAsync(HttpContext context, string[] path, bool posts, CancellationToken cancellationToken)
    {
        var body = posts ? Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(cancellationToken))) ?? [] : [];
        JsonNode? answer;
        try
        {
            answer = posts ? await DoAsync(path, body, cancellationToken) : await ReadAsync(path, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException or KeyNotFoundException)
        {
            await context.Response.WriteJsonAsync(409, new JsonObject { ["fault"] = fault.Message }, cancellationToken);
            return;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The page tells the player what went wrong; the console tells the developer where.
            await Console.Error.WriteLineAsync($"{context.Request.Method} {context.Request.Path}: {fault}");
            await context.Response.WriteJsonAsync(
                500, new JsonObject { ["fault"] = $"The Lab failed: {fault.Message}" }, cancellationToken);
            return;
        }

        await context.Response.WriteJsonAsync(
            answer is null ? 404 : 200, answer ?? new JsonObject { ["fault"] = "Nothing here." }, cancellationToken);
    }

    private async Task<JsonNode?> ReadAsync(string[] path, CancellationToken cancellationToken) => path switch
    {
        ["state"] => PageJson.State(_lab),
        ["chats", var email] => PageJson.Chat(_lab.Tenant.Person(email).Chat, _lab.Tenant.Person(email)),
        ["channel", var email] => PageJson.Chat(_lab.Tenant.Channel, _lab.Tenant.Person(email)),
        ["slack", var email] => SlackJson.Person(Workspace.Person(email)),
        ["slack-channel", var email] => SlackJson.Messages(Workspace.Channel, Workspace.Person(email)),
        ["record"] => Rows(await _lab.Rows.QueryAsync($"{_lab.TablePrefix}Exceptions", "RowKey eq 'head'", cancellationToken)),
        ["record", var id] =>
            Rows(await _lab.Rows.QueryAsync($"{_lab.TablePrefix}Exceptions",
            $"PartitionKey eq '{id.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken)),
        ["next"] => PageJson.Next(await _lab.NextAsync(null, cancellationToken), _lab),
        ["next", var id] => PageJson.Next(await _lab.NextAsync(id, cancellationToken), _lab),
        ["mail"] => MailJson.Received(_lab.Mail),
        ["output"] => new JsonArray([.. _lab.HostOutput.TakeLast(400).Select(line => JsonValue.Create(line))]),
        _ => null,
    };

    private async Task<JsonNode?> DoAsync(string[] path, JsonObject body, CancellationToken cancellationToken)
    {
        switch (path)
        {
            case ["people", var email, var act]:
                return await ActAsync(_lab.Tenant.Person(email), act, body, cancellationToken);
            case ["slack", var email, var act]:
                return await SlackActs.DoAsync(Workspace, Workspace.Person(email), act, body, cancellationToken);
            case ["clock"]:
                return await TurnAsync(body, cancellationToken);
            case ["model"]:
                ModelJson.Choose(_lab, body);
                return PageJson.State(_lab);
            case ["tamper", var id]:
                return await TamperAsync(id, cancellationToken);
            case ["mend"]:
                return await MendAsync(cancellationToken);
            case ["host", "kill"]:
                await _lab.Host.KillAsync();
                return PageJson.State(_lab);
            case ["host", "start"]:
                await _lab.StartHostAsync(cancellationToken);
                return PageJson.State(_lab);
            default:
                return null;
        }
    }

    private async Task<JsonNode?> ActAsync(TeamsPerson person, string act, JsonObject body, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case "say":
                return PageJson.Answer(await person.SayAsync(body.Text("text") ?? "", cancellationToken));
            case "mention":
                return PageJson.Answer(await person.MentionAsync(body.Text("text") ?? "", cancellationToken));
            case "install":
                await person.InstallAsync(cancellationToken);
                return new JsonObject();
            case "uninstall":
                await person.UninstallAsync(cancellationToken);
                return new JsonObject();
        }

        var message = person.Chat.Messages.Concat(_lab.Tenant.Channel.Messages).FirstOrDefault(one => one.Id == body.Text("messageId"))
            ?? throw new InvalidOperationException("There is no such message.");
        var data = body["data"] as JsonObject ?? [];
        return act switch
        {
            "execute" =>
                PageJson.Outcome(
                    await person.ExecuteAsync(message, body.Text("verb"), data, cancellationToken, body.Text("title"), body.Text("id"))),
            "submit" => PageJson.Outcome(await person.SubmitAsync(message, data, cancellationToken)),
            "refresh" =>
                await person.RefreshAsync(message, cancellationToken) is { } outcome
                    ? PageJson.Outcome(outcome) : new JsonObject { ["shown"] = "nothing" },
            _ => null,
        };
    }

    private static JsonArray Rows(IReadOnlyList<JsonObject> rows) => new([.. rows.Select(row => row.DeepClone())]);

    private async Task<JsonObject> TurnAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var turned = true;
        if (body["hours"] is JsonValue hours)
        {
            await _lab.AdvanceAsync(TimeSpan.FromHours(hours.GetValue<double>()), cancellationToken);
        }
        else
        {
            turned = await _lab.AdvanceToNextEventAsync(cancellationToken);
        }

        var state = PageJson.State(_lab);
        state["turned"] = turned;
        return state;
    }

    private async Task<JsonObject?> TamperAsync(string id, CancellationToken cancellationToken)
    {
        if (_change is null)
        {
            _change = await ByteChange.MakeAsync(_lab.Rows, _lab.TablePrefix, id, cancellationToken);
        }

        return _change is null ? null : await VerifyAsync(_change, cancellationToken);
    }

    private async Task<JsonObject?> MendAsync(CancellationToken cancellationToken)
    {
        if (_change is not { } change)
        {
            return null;
        }

        await change.UndoAsync(_lab.Rows, _lab.TablePrefix, cancellationToken);
        _change = null;
        return await VerifyAsync(change, cancellationToken);
    }

    private async Task<JsonObject> VerifyAsync(ByteChange change, CancellationToken cancellationToken)
    {
        var (from, to) = (Math.Max(0, change.Position - 16), Math.Min(change.Before.Length, change.Position + 17));
        var (exitCode, output) = await _lab.RunVerbAsync(cancellationToken, "audit", "verify");
        return new JsonObject
        {
            ["exception"] = change.Exception,
            ["row"] = change.RowKey,
            ["before"] = change.Before[from..to],
            ["after"] = change.After[from..to],
            ["at"] = change.Position - from,
            ["changed"] = _change is not null,
            ["exitCode"] = exitCode,
            ["output"] = output,
        };
    }

    /// <summary>Server-sent events: one line whenever something happened in a chat or the Host started or ended.</summary>
    private async Task StreamChangesAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        while (true)
        {
            var version = _lab.Tenant.Changes.Version;
            await response.WriteAsync($"data: {version}\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await _lab.Tenant.Changes.AfterAsync(version, cancellationToken);
        }
    }
}
