using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyBot.Application.Doors;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Mcp;

/// <summary>
/// A tool for agents. Its arguments are read as strictly as a request's body, so that what is wrong is named: what is missing never arrives
/// as nothing. It answers with an object of its schema, or with a sentence that says why not.
/// </summary>
/// <typeparam name="TArguments">The arguments: a flat record.</typeparam>
/// <typeparam name="TResult">The answer. Members without a value are null, and never left out.</typeparam>
internal abstract class AgentTool<TArguments, TResult> : McpServerTool
    where TArguments : class
    where TResult : class
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly AgentCalls _calls;
    private readonly AgentToolKind _kind;
    private readonly IReadOnlyList<string> _required;

    /// <summary>Makes the tool.</summary>
    /// <param name="calls">Knows the caller, and notes each call.</param>
    /// <param name="kind">What agents read of it.</param>
    protected AgentTool(AgentCalls calls, AgentToolKind kind)
    {
        (_calls, _kind) = (calls, kind);
        ProtocolTool = new Tool
        {
            Name = kind.Name,
            Title = kind.Title,
            Description = kind.Description,
            InputSchema = SchemaOf(typeof(TArguments)),
            OutputSchema = SchemaOf(typeof(TResult)),
            Annotations = new ToolAnnotations
            {
                Title = kind.Title,
                ReadOnlyHint = kind.IsReadOnly,
                DestructiveHint = false,
                IdempotentHint = kind.IsReadOnly,
                OpenWorldHint = false,
            },
        };
        _required = ProtocolTool.InputSchema.TryGetProperty("required", out var required)
            ? [.. required.EnumerateArray().Select(name => name.GetString()!)] : [];
    }

    /// <inheritdoc/>
    public sealed override Tool ProtocolTool { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<object> Metadata => [];

    /// <summary>Whether the caller may use it, as <c>Access</c> says.</summary>
    protected abstract bool IsOpenTo(DoorCaller caller);

    /// <summary>Answers a call.</summary>
    protected abstract Task<AgentAnswer<TResult>> AnswerAsync(DoorCaller caller, TArguments arguments, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public sealed override ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) => new(
        _calls.RunAsync(_kind.Name, async caller =>
        {
            if (!IsOpenTo(caller))
            {
                return Refuse($"The key does not open this: it needs the scope {_kind.Scope}.");
            }

            var (arguments, why) = Read(request.Params?.Arguments);
            var answer = arguments is null ? new AgentRefusal(why) : await AnswerAsync(caller, arguments, cancellationToken);
            if (answer.Result is null)
            {
                return Refuse(answer.Why);
            }

            var written = JsonSerializer.SerializeToElement(answer.Result, Strict);
            return new CallToolResult { StructuredContent = written, Content = [new TextContentBlock { Text = written.GetRawText() }] };
        }));

    private static CallToolResult Refuse(string why) => new() { IsError = true, Content = [new TextContentBlock { Text = why }] };

    private (TArguments? Arguments, string Why) Read(IDictionary<string, JsonElement>? arguments)
    {
        var given = new JsonObject((arguments ?? new Dictionary<string, JsonElement>())
            .Select(argument => KeyValuePair.Create(argument.Key, (JsonNode?)JsonSerializer.SerializeToNode(argument.Value))));
        if (_required.FirstOrDefault(name => !given.ContainsKey(name)) is { } missing)
        {
            return (null, $"{missing}: It is missing.");
        }

        try
        {
            return (given.Deserialize<TArguments>(Strict)!, "");
        }
        catch (JsonException fault)
        {
            return (null, SubmitDocument.Explain(fault));
        }
    }

    private static JsonElement SchemaOf(Type type)
    {
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(Strict, type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                var about = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false)
                    .OfType<DescriptionAttribute>().FirstOrDefault()?.Description;
                if (about is not null && node is JsonObject described)
                {
                    described.Insert(0, "description", about);
                }

                return node;
            },
        });
        schema["type"] = "object"; // exported as one that may be null
        return JsonSerializer.SerializeToElement(schema);
    }
}

/// <summary>What agents read of a tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">When to use it, and what it does not do.</param>
/// <param name="Scope">The scopes of a key, in words.</param>
/// <param name="IsReadOnly">Nothing comes of it.</param>
internal sealed record AgentToolKind(string Name, string Title, string Description, string Scope, bool IsReadOnly = true);

/// <summary>A tool can't do what it was asked.</summary>
/// <param name="Why">Why not, in a sentence for the agent.</param>
internal sealed record AgentRefusal(string Why);

/// <summary>What a tool answers.</summary>
/// <param name="Result">The answer; null: it is refused.</param>
/// <param name="Why">Why it is refused; else empty.</param>
/// <typeparam name="TResult">The answer of the tool.</typeparam>
internal readonly record struct AgentAnswer<TResult>(TResult? Result, string Why)
    where TResult : class
{
    public static implicit operator AgentAnswer<TResult>(TResult result) => new(result, "");

    public static implicit operator AgentAnswer<TResult>(AgentRefusal refusal) => new(null, refusal.Why);
}
