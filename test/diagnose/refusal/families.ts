/**
 * Ordinary ways to say each thing, written down before the rules met them: kind | method | status | sentence or JSON.
 * `+v` after the method: the request's body carried a version; `+m`: If-Match; `+n`: If-None-Match: *.
 */
export const sayings = `
duplicate|POST|409|The requested bucket name is not available. The namespace is shared by all users.
duplicate|POST|409|You already own a bucket with this name.
duplicate|POST|409|Table already exists: orders
duplicate|POST|409|Another resource with the same parent already has this name: items
duplicate|POST|409|A conflicting object with one or more of the specified property values is present in the directory.
duplicate|POST|409|An object with name=admin already exists
duplicate|POST|409|The slug "billing" is already in use.
duplicate|POST|409|Organization name taken
duplicate|POST|409|User is already member of this organization
duplicate|POST|409|Member already exists
duplicate|PUT|409|Another open merge request already exists for this source branch: !1
duplicate|POST|409|Name is already taken
duplicate|POST|409|{"error":"Duplicate","message":"The resource already exists","statusCode":"409"}
duplicate|POST|409|{"errors":{"email":["has already been taken"]}}
duplicate|POST|409|{"email":["user with this email address already exists."]}
duplicate|POST|409|{"title":["must be unique"]}
duplicate|POST|409|{"error":"A contact matching those details already exists with id=5f"}
duplicate|POST|409|{"code":"EMAIL_EXISTS"}
duplicate|POST|409|{"errors":[{"code":"ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE","detail":"The provided entity includes an attribute with a value that has already been used"}]}
duplicate|POST|409|UNIQUE violation detected on '{name="x"}'
duplicate|POST|409|{"name":"unique","message":"unique constraint \\"users_email_key\\" violated"}
duplicate|POST|409|Integrity constraint violation: 1062 Duplicate entry 'a@b.c' for key 'users_email_unique'
duplicate|POST|409|Dieser Benutzername ist bereits vergeben.
duplicate|POST|409|Cette adresse e-mail est déjà utilisée.
duplicate|POST|409|Cet identifiant existe déjà.
duplicate|POST|409|ユーザーはすでに存在します
duplicate|PUT|409|A package with ID 'x' and version '1.0.0' already exists and cannot be modified.
duplicate|POST|409|Repushing of gem versions is not allowed.
duplicate|PUT+n|412|
duplicate|PUT+n|412|At least one of the pre-conditions you specified did not hold
duplicate|POST|409|This phone number is associated with another account
duplicate|POST|409|You have already voted in this poll
duplicate|POST|409|Someone has already registered this domain
duplicate|POST|409|The room is already booked for this time slot
duplicate|POST|409|The subnet overlaps with another subnet in the network
duplicate|POST|409|There is already a subscription for this customer
referential|DELETE|409|The bucket you tried to delete is not empty
referential|DELETE|409|Subnet a is in use by nic-1 and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet.
referential|DELETE|409|Cluster has nodegroups attached
referential|DELETE|409|Cannot delete customer: it has 3 open invoices.
referential|DELETE|409|Unable to delete Patient/1 because at least one resource has a reference to this resource.
referential|DELETE|409|Topic has active producers/subscriptions
referential|DELETE|409|This category still contains products. Move them first.
referential|DELETE|409|{"code":"folder_not_empty","message":"Cannot delete - folder not empty"}
referential|DELETE|409|{"type":"precondition_failed","precondition":"resource_still_in_use"}
referential|DELETE|412|This monitor is referenced in composite monitors
referential|DELETE|409|Cannot delete or update a parent row: a foreign key constraint fails
referential|DELETE|409|The role is assigned to one or more users
referential|DELETE|409|Your attempt to delete Acme could not be completed because it is associated with the following contacts.
referential|DELETE|409|Key (id)=(4) is still referenced from table "orders".
referential|DELETE|409|Der Datensatz wird noch verwendet.
referential|DELETE|409|Container must be empty before deletion
referential|DELETE|409|Can't delete tag: 12 posts use it
referential|DELETE|409|Please remove all members before deleting this group
stale-version|PUT+m|412|
stale-version|PUT+m|412|{"code":"NoEtagMatch","message":"The If-Match header does not match the current ETag"}
stale-version|PUT+v|409|This page was updated by Maria while you were editing it.
stale-version|PUT+v|409|Object version does not match latest database version.
stale-version|PUT+v|409|Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.
stale-version|PUT+v|409|Document has been modified after you have opened it. Please refresh to get the latest document.
stale-version|PUT+v|409|Version must be incremented on update. Current version is: 2
stale-version|PUT+v|409|The data has been changed by another user
stale-version|PUT+v|409|{"error":"Conflict"}
stale-version|PUT+v|409|The record you attempted to edit was modified by another user after you got the original value.
stale-version|PUT+v|409|Row was updated or deleted by another transaction (or unsaved-value mapping was incorrect)
stale-version|PUT+v|409|check-and-set parameter did not match the current version
stale-version|PUT+v|409|This case has been updated. Please refresh before saving additional updates.
stale-version|PUT+v|409|Precondition failed: id in precondition: 4f1, id in stored object: 9c2
stale-version|PUT+m|412|The precondition given in one or more of the request-header fields evaluated to false.
stale-version|PUT+v|409|Expected revision 7 but found 9
stale-version|PUT+v|409|Your copy is out of date
stale-version|PUT+v|409|There were concurrent policy changes. Please retry the whole read-modify-write.
stale-version|PUT+v|409|Der Datensatz wurde zwischenzeitlich von einem anderen Benutzer geändert.
stale-version|PUT+m|412|{"error":{"code":"412","message":{"lang":"en","value":"The data has been changed by another user"}}}
concurrent-write|POST|409|Unable to complete operation due to concurrent modification. Please try again later.
concurrent-write|PUT|409|Too much contention on these documents. Please try again.
concurrent-write|POST|409|A conflicting conditional operation is currently in progress against this resource. Try again.
concurrent-write|PUT|409|could not serialize access due to concurrent update
concurrent-write|PUT|409|Deadlock found when trying to get lock; try restarting transaction
concurrent-write|POST|409|Stack x already has an action (CREATE) in progress.
concurrent-write|POST|409|Linode busy.
concurrent-write|POST|409|Droplet already has a pending event.
concurrent-write|PUT|409|Another update is currently in progress.
concurrent-write|POST|409|{"type":"transient_state","current_state":"stopping"}
concurrent-write|PUT|409|Conflict occurred while saving. Please try again.
concurrent-write|POST|409|The request was rejected because we were still processing a prior request.
concurrent-write|PATCH|409|Cannot update this user because they are still being activated. Please try again in a few minutes.
concurrent-write|POST|423|The file is being processed, please retry in a few seconds
concurrent-write|POST|409|A backup is already running for this database
concurrent-write|PUT|409|Cannot modify this site because another operation is in progress.
concurrent-write|POST|409|too_many_write_operations
concurrent-write|POST|409|Sync already in progress
concurrent-write|POST|409|Es läuft bereits ein Import. Bitte versuchen Sie es später erneut.
lock|PUT|423|
lock|PUT|423|The file is locked for exclusive use by Anna
lock|PUT|409|Unable to lock workspace. The workspace is already locked.
lock|PATCH|409|This document is checked out to Bob
lock|PUT|409|lease currently held by another machine
lock|PUT|423|Le document est verrouillé par un autre utilisateur
lock|PATCH|409|Record is being edited by user JSMITH
lock|POST|409|This task has already been claimed by another user
state|POST|409|The requested action "provide" can not be performed on node "x" while it is in state "active".
state|POST|409|Order already captured.
state|POST|409|The server is in state "started"
state|PATCH|409|Cannot edit an archived project
state|POST|409|This invoice has already been paid
state|POST|409|Cannot cancel a workflow run that is completed.
state|DELETE|409|The distribution you are trying to delete has not been disabled.
state|POST|409|Git Repository is empty.
state|POST|409|The resource is not in a state to permit this operation
state|POST|409|An attribute value is not acceptable for the current resource state
state|POST|409|Activation failed because the user is already active
state|POST|409|The subscription has expired
state|POST|409|This poll is closed
state|POST|409|Command rejected: Expected to complete job with key 4, but it is in state 'FAILED'
state|POST|409|Cannot start: the machine is already running
state|POST|409|Die Bestellung ist bereits abgeschlossen.
state|PATCH|409|You cannot modify a published article. Unpublish it first.
state|POST|412|The device must be turned off before this operation
precondition-missing|PUT|428|
precondition-missing|PUT|428|{"error":{"code":"x","message":{"lang":"en","value":"Precondition required"}}}
precondition-missing|PATCH|409|Please provide the current version of the resource
precondition-missing|PUT|412|The If-Match header is missing
precondition-missing|PUT|403|This request must be conditional; try using If-Match
precondition-missing|PUT|409|check-and-set parameter required for this call
precondition-missing|PUT|400|metadata.resourceVersion: Invalid value: must be specified for an update
missing-parent|MKCOL|409|
missing-parent|PUT|409|Cannot create resource; intermediate collection does not exist.
missing-parent|PUT|409|The specified parent path does not exist.
missing-parent|MOVE|409|Destination collection missing
missing-parent|POST|409|Parent folder not found
merge-conflict|POST|409|Merge conflict
merge-conflict|POST|409|This branch has conflicts that must be resolved
merge-conflict|PUT|409|Automatic merge failed; fix conflicts and then commit the result.
merge-conflict|POST|409|Branches have diverged, cannot fast-forward
merge-conflict|POST|409|Patch does not apply
ownership|PUT|409|This resource is managed by Terraform and cannot be changed here
ownership|PATCH|409|Object is owned by another application
ownership|PUT|412|Cannot save provisioned dashboard
ambiguous-target|POST|409|Multiple existing users match this email address - must be more specific
ambiguous-target|PUT|412|More than one record matches the key
ambiguous-target|DELETE|409|Ambiguous name, several resources found
idempotency-key|POST|409|IDEMPOTENCY_KEY_REUSED
idempotency-key|POST|409|A request with the same idempotency key is in progress
idempotency-key|POST|409|The provided retry token was used in an earlier request
idempotency-key|POST|422|Keys for idempotent requests can only be used with the same parameters they were first used with.
incompatible|PUT|409|mapper [age] cannot be changed from type [long] to [text]
incompatible|PUT|409|Changing property 'osDisk.name' is not allowed.
incompatible|POST|409|field type conflict: input field "x" on measurement "m" is type string, already exists as type float
incompatible|POST|409|PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q': received 'true' but current is 'false'
incompatible|POST|409|Resource type does not match the endpoint
incompatible|POST|412|Unsupported protocol version
quota-or-policy|POST|409|Cannot exceed quota for PoliciesPerRole: 10
quota-or-policy|POST|409|You have reached the maximum number of projects
quota-or-policy|POST|409|Not enough stock available
quota-or-policy|POST|409|Operation could not be completed as it results in exceeding approved Total Regional Cores quota.
quota-or-policy|POST|409|The requested VM size is not available in location westeurope
quota-or-policy|DELETE|409|Cannot remove the last owner of the organization
quota-or-policy|DELETE|409|The object is under retention until 2030
quota-or-policy|POST|409|Repository rule violations found
quota-or-policy|DELETE|412|Deletion protection is enabled
quota-or-policy|POST|409|Insufficient funds
quota-or-policy|POST|409|The event is full
reserved-name|POST|409|"admin" is a reserved name
reserved-name|POST|409|You can't create this secret because a secret with this name is already scheduled for deletion.
reserved-name|POST|409|You must wait 60 seconds after deleting a queue before you can create another with the same name.
reserved-name|POST|409|A user with this name was deleted recently; restore or purge it first
reserved-name|POST|409|The word 'api' cannot be used as a project name
not-a-conflict|POST|409|Invalid email address
not-a-conflict|PUT|409|You do not have permission to perform this action
not-a-conflict|GET|409|User not found
not-a-conflict|POST|412|The field 'name' is required
not-a-conflict|POST|409|Internal server error
malformed-precondition|PUT+m|400|Invalid If-Match header: ETag must be quoted
malformed-precondition|PUT+m|412|Weak ETags are not supported in If-Match
malformed-precondition|PUT+v|409|Invalid revision format
unspecified|POST|409|
unspecified|POST|409|Conflict
unspecified|POST|409|{"error":"conflict"}
unspecified|POST|409|<html><head><title>409 Conflict</title></head><body><h1>Conflict</h1></body></html>
unspecified|PUT|409|{"message":"The request could not be completed due to a conflict with the current state of the target resource."}
stale-version|PUT|409|Version mismatch: provided 2, server had 3
stale-version|PATCH|409|{"error":"stale","expectedVersion":2,"currentVersion":3}
stale-version|PUT|409|The change key passed in the request does not match the current one
stale-version|PUT+v|409|The note was edited by another user, and your changes can no longer be saved.
stale-version|PUT+v|409|The branch has already been updated by another client, so you cannot update it.
concurrent-write|PATCH|409|Transaction has been aborted. Please retry
concurrent-write|POST|409|timeout waiting to lock key
merge-conflict|POST|409|could not be rebased because of a path conflict during merge
referential|DELETE|409|another model requires the record being deleted
duplicate|POST|409|Duplicate child name not allowed: a
duplicate|POST|409|Project 'Alpha' uses this project key.
state|POST|412|Please complete your profile first
state|POST|428|{"code":"PASSWORD_CHANGE_REQUIRED","message":"Please set a password before continuing"}
state|PUT|409|Order not in a valid status for this change
not-a-conflict|POST|422|{"state":["\\"x\\" is not a valid choice."]}
not-a-conflict|POST|422|Le champ nom est obligatoire.
not-a-conflict|POST|409|Insufficient permissions
lock|PUT|423|Der Auftrag wird durch Benutzer A bearbeitet
precondition-missing|PUT|428|
duplicate|POST|409|{"code":40001,"msg":"用户名已存在"}
duplicate|POST|409|{"code":"40001","msg":"The user name is taken"}
concurrent-write|POST|409|{"code":"40001","message":"could not serialize access due to concurrent update"}
`;
