using System.Text.Json.Serialization;

namespace Servers;

/// <summary>What <c>GET /me</c> answers: the token's <c>sub</c>, or a constant where there is no token.</summary>
public sealed record Me(string Id);

/// <summary>What <c>POST /notes</c> takes.</summary>
public sealed record NewNote(string Title, string Text);

/// <summary>What <c>POST /notes</c> answers.</summary>
public sealed record CreatedNote(int Id, string Title, string Author);

[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(NewNote))]
[JsonSerializable(typeof(CreatedNote))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class ContractsJson : JsonSerializerContext;
