namespace Bolt.Behavior.Server;

internal sealed class ScriptedA() : Scripted("A");
