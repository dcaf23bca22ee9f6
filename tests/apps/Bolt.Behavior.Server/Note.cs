namespace Bolt.Behavior.Server;

internal sealed record Note(int Id, string Text);
